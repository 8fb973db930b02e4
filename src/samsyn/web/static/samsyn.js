// Small helps that pages work without: the warning before a session ends, and drafts that are kept.
(() => {
  "use strict";
  const csrf = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

  const idleSeconds = Number(document.body.dataset.idleSeconds || 0);
  const dialog = document.getElementById("idle");
  let timer;
  const restart = () => {
    clearTimeout(timer);
    timer = setTimeout(() => dialog.showModal(), Math.max(idleSeconds - 300, 30) * 1000);
  };
  if (idleSeconds && dialog) {
    restart();
    const stay = () => {
      fetch("/vaken/", { method: "POST", headers: { "X-CSRFToken": csrf() } }).then(restart);
      dialog.close();
    };
    dialog.querySelector("[data-stay]").addEventListener("click", stay);
    dialog.addEventListener("cancel", stay);
  }

  // A form with data-draft="address" is saved there, sealed, soon after each change.
  for (const form of document.querySelectorAll("form[data-draft]")) {
    let waiting;
    const said = form.querySelector("[data-draft-said]");
    const save = () => {
      const content = new FormData(form);
      content.delete("csrfmiddlewaretoken");
      fetch(form.dataset.draft, {
        method: "POST", body: content, headers: { "X-CSRFToken": csrf() },
      }).then((answer) => {
        if (said) said.textContent = answer.ok ? said.dataset.saved : said.dataset.lost;
        if (answer.ok && idleSeconds) restart();
      });
    };
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(save, 800);
    });
    form.addEventListener("submit", () => clearTimeout(waiting));
  }

  // Fields that matter only after an answer: data-shown-when="name=value[,value]".
  const answers = (form, name) =>
    [...form.querySelectorAll(`[name="${name}"]`)]
      .filter((field) => (["radio", "checkbox"].includes(field.type) ? field.checked : true))
      .map((field) => field.value);
  const reveal = (form) => {
    for (const part of form.querySelectorAll("[data-shown-when]")) {
      const [name, wanted] = part.dataset.shownWhen.split("=");
      part.hidden = !answers(form, name).some((value) => wanted.split(",").includes(value));
    }
  };
  for (const form of document.forms) {
    if (!form.querySelector("[data-shown-when]")) continue;
    reveal(form);
    form.addEventListener("change", () => reveal(form));
  }

  // An identity number is read as soon as it is written: its length, its day and its check digit.
  const reads = (text) => {
    const digits = text.replace(/[\s+-]/g, "");
    if (!/^(\d\d)?\d{10}$/.test(digits)) return false;
    const ten = [...digits.slice(-10)].map(Number);
    const month = ten[2] * 10 + ten[3];
    const day = (ten[4] * 10 + ten[5]) % 60;
    const sum = ten.map((digit, place) => digit * (place % 2 ? 1 : 2))
      .reduce((all, each) => all + (each > 9 ? each - 9 : each), 0);
    return month >= 1 && month <= 12 && day >= 1 && day <= 31 && sum % 10 === 0;
  };
  for (const field of document.querySelectorAll("[data-number-wrong]")) {
    const said = document.createElement("p");
    said.className = "wrong";
    said.id = `${field.id}_at_once`;
    said.hidden = true;
    said.setAttribute("role", "alert");
    field.before(said);
    field.addEventListener("change", () => {
      const wrong = field.value.trim() !== "" && !reads(field.value);
      said.hidden = !wrong;
      said.textContent = wrong ? field.dataset.numberWrong : "";
      field.setAttribute("aria-invalid", String(wrong));
      const others = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== said.id);
      field.setAttribute("aria-describedby", (wrong ? [...others, said.id] : others).join(" "));
    });
  }

  // Pages with work going on in the background ask again: data-reload-after="seconds".
  const work = document.querySelector("[data-reload-after]");
  if (work) setTimeout(() => location.reload(), Number(work.dataset.reloadAfter) * 1000);

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
})();
