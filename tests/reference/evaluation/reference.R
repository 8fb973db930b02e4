# What R says of invented_trial.csv and of plans; writes reference.csv.
# Debian: r-base-core r-cran-estimatr r-cran-survival. Run: Rscript reference.R
library(estimatr)
library(survival)

d <- read.csv("invented_trial.csv")
d$arm <- relevel(factor(d$arm), ref = "FS")
d$s <- factor(d$stratum)
d$weight <- 1 / d$share
rows <- list()

keep <- function(case, term, estimate, se = NA, df = NA, p = NA) {
  rows[[length(rows) + 1]] <<- data.frame(case, term, estimate, se, df, p)
}
keep_fit <- function(case, fit, terms) {
  for (term in terms) keep(case, term, fit$coefficients[[term]], fit$std.error[[term]],
                           fit$df[[term]], fit$p.value[[term]])
}
arms <- c("armCM", "armSE")

for (se in c("classical", "HC0", "HC1", "HC2", "HC3")) {
  keep_fit(paste("work", se), lm_robust(work ~ arm + s, d, se_type = se), arms)
  keep_fit(paste("weighted work", se),
           lm_robust(work ~ arm + s, d, weights = weight, se_type = se), arms)
}
keep_fit("earnings HC2", lm_robust(earnings ~ arm + s, d, se_type = "HC2"), arms)
keep_fit("no strata HC2", lm_robust(earnings ~ arm, d, se_type = "HC2"), arms)
keep_fit("work cluster", lm_robust(work ~ arm + s, d, clusters = cluster, se_type = "stata"), arms)
keep_fit("additive HC2", lm_robust(earnings ~ arm + s + age + woman, d, se_type = "HC2"), arms)
d$age_c <- d$age - mean(d$age); d$woman_c <- d$woman - mean(d$woman)
keep_fit("interacted HC2",
         lm_robust(earnings ~ arm * (age_c + woman_c) + s, d, se_type = "HC2"), arms)
keep_fit("lin HC2", lm_lin(earnings ~ arm, covariates = ~ age + woman, data = d, se_type = "HC2"), arms)
d$group <- factor(d$woman)
keep_fit("subgroup HC2", lm_robust(work ~ arm * group + s, d, se_type = "HC2"),
         c("armCM", "armSE", "armCM:group1", "armSE:group1"))

two <- subset(d, arm != "CM")
two$z <- as.integer(two$arm == "SE")
keep_fit("instrument HC2",
         iv_robust(work ~ took_part + s | z + s, two, se_type = "HC2"), "took_part")
welch <- t.test(earnings ~ z, two)
keep("unequal variance", "earnings", unname(welch$estimate[2] - welch$estimate[1]), welch$stderr,
     unname(welch$parameter), welch$p.value)
pooled <- t.test(earnings ~ z, two, var.equal = TRUE)
keep("pooled", "earnings", unname(pooled$estimate[2] - pooled$estimate[1]), pooled$stderr,
     unname(pooled$parameter), pooled$p.value)
table <- table(d$arm, d$work)
square <- chisq.test(table, correct = FALSE)
keep("chi square", "work", unname(square$statistic), NA, unname(square$parameter), square$p.value)

curve <- summary(survfit(Surv(months, event) ~ 1, subset(d, arm == "SE"), conf.type = "log-log"))
for (at in seq_along(curve$time)) {
  keep("survival SE", curve$time[at], curve$surv[at], curve$std.err[at])
  keep("survival SE lower", curve$time[at], curve$lower[at])
  keep("survival SE upper", curve$time[at], curve$upper[at])
}
plain <- survdiff(Surv(months, event) ~ arm, d)
keep("log rank", "arm", plain$chisq, NA, 2, pchisq(plain$chisq, 2, lower.tail = FALSE))
strata <- survdiff(Surv(months, event) ~ arm + strata(s), d)
keep("log rank in strata", "arm", strata$chisq, NA, 2, pchisq(strata$chisq, 2, lower.tail = FALSE))

keep("power", "354", power.prop.test(n = 354, p1 = .18, p2 = .26, strict = TRUE)$power)
keep("detectable", "354", power.prop.test(n = 354, p1 = .18, power = .8, strict = TRUE,
                                          tol = 1e-12)$p2 - .18)
keep("people", "0.8", power.prop.test(p1 = .18, p2 = .26, power = .8, strict = TRUE, tol = 1e-12)$n)
keep("holm", "1", p.adjust(c(.0099, .0572, .4977), "holm")[1])

write.csv(do.call(rbind, rows), "reference.csv", row.names = FALSE, quote = FALSE)
