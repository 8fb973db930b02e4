"""The rules and their messages in English, by the same names and with the same braces."""

TITLES: dict[str, str] = {
    "R01": "A value is missing, has the wrong form or is a code that does not exist",
    "R02": "The same key with different content, or an identity number that exists",
    "R03": "A reference to a row that does not exist or could not be taken in",
    "R04": "Days in the wrong order, or something in the future that has happened",
    "R05": "Outside the days of the intervention or the association",
    "R06": "Consent is missing",
    "R07": "No public income together with another income",
    "R08": "Registered in a way in which the intervention is not followed up",
    "R09": "The last day and the reason of exit belong together",
    "R10": "The identity number is not right",
    "R11": "Orientation, follow-up or ESF changed after registration",
    "R12": "The events of the case are in the wrong order",
    "R13": "The funds are not shared ½, ¼, ¼",
    "R14": "The extent and the answer about work or studies do not agree",
    "R15": "Activity compensation outside the limits of age",
    "R16": "The same person in the same intervention at the same time",
    "R17": "Fewer than two parties behind the intervention",
    "R18": "The participation has gone on for more than three years",
    "R19": "The number has changed by more than half in a year",
}

_COLUMNS = "Write the header as the description of the package says and import again."
_ANSWER = "Correct what is wrong; otherwise the warning can be answered."

MESSAGES: dict[str, tuple[str, str]] = {
    "file_missing": (
        "datapackage.json names the file but it is not in the package.",
        "Put the file in the package, or take it out of datapackage.json.",
    ),
    "file_not_listed": (
        "The file is in the package but datapackage.json does not name it.",
        "Add the file to the resources of datapackage.json, or take it away.",
    ),
    "file_of_no_table": (
        "There is no table of that name.{near}",
        "Give the file the name of a table of the package, or take it away.",
    ),
    "header_empty": (
        "The file is empty; expected is a header with the columns of the table.",
        "Add the header, or take the file away if the table has no rows.",
    ),
    "header_delimiter": (
        "The columns are separated by {delimiter}; expected is a comma or a semicolon.",
        "Save the file as CSV with commas or semicolons and import again.",
    ),
    "header_missing": (
        "The column is missing but has to be in the table {table}.",
        _COLUMNS,
    ),
    "header_unknown": ("There is no such column in the table {table}.{near}", _COLUMNS),
    "header_repeated": ("The column is in the header twice.", _COLUMNS),
    "quote_open": (
        "A quotation mark opens here or earlier in the file and never closes.",
        "Put quotation marks around the whole field and write one in the text as two.",
    ),
    "file_refused": (
        "The whole file is refused: {reason}",
        "Correct the file and import the rows again.",
    ),
    "ragged": (
        "The row has {found} fields but the header {expected}.",
        "See that text with separators is within quotation marks and that no field is missing.",
    ),
    "missing": ("The value is missing but has to be there.", "Fill it in."),
    "formula": (
        "The value begins like a formula of a spreadsheet (=, +, -, @ or tab).",
        "Write the value itself, without a formula.",
    ),
    "identifier": (
        (
            "Expected: an identifier without blanks at its beginning or end and without control "
            "characters, 255 characters at most."
        ),
        "Take away what does not belong to the identifier.",
    ),
    "text": ("The text has a NUL character.", "Take the character away and import again."),
    "unknown_code": (
        "The code is not in the code list {code_list} {when}.{near}",
        "Choose a code that holds on that day.",
    ),
    "date": (
        "Expected: a date of the calendar, written YYYY-MM-DD.",
        "Write the date in that form, for example 2026-03-31.",
    ),
    "boolean": ("Expected: true or false.", "Write true for yes, false for no."),
    "year": ("Expected: a year of four digits.", "Write the year, for example 2026."),
    "half": (
        "Expected: 1, 2 or nothing for the whole year.",
        "Write 1 or 2, or leave the field empty.",
    ),
    "count": ("Expected: a whole number, 0 or more.", "Write the number in digits."),
    "money": (
        "Expected: whole kronor, without blanks and decimals.",
        "Write the amount in digits, for example 125000.",
    ),
    "percent": (
        "Expected: a whole number from 1 to 100, where 100 is 40 hours a week.",
        "Write the percentage without a percent sign.",
    ),
    "decimal": (
        "Expected: a number, 0 or more, with a decimal point and four decimals at most.",
        "Write for example 0.75.",
    ),
    "identity_number": (
        "Expected: twelve digits without a hyphen.",
        "Write the personal identity number or coordination number in twelve digits.",
    ),
    "key_twice": (
        "The key {key_text} is on {times} rows with different content.",
        "Keep the row that is right and take the others away.",
    ),
    "identity_twice": (
        (
            "The same identity number is on another person_id in the package, with the same "
            "controller."
        ),
        "Keep one person_id and let participations and cases refer to it.",
    ),
    "identity_held": (
        "The identity number already has another person_id in the register at the same controller.",
        "Use the person_id that exists, or check the identity number.",
    ),
    "reference_missing": (
        "The row referred to is neither in the package's {to_table} nor in the register.",
        "Add the row to {to_table}, or correct the reference.",
    ),
    "reference_refused": (
        "The row in {to_table} that is referred to could not be taken in.",
        "Correct that row first; then this one can be imported as it is.",
    ),
    "days_reversed": (
        "The day is before {first_field} {first_value}.",
        "Correct the day that is wrong.",
    ),
    "in_the_future": (
        (
            "The day is after {today}, the day of import, but the field is about something that "
            "has happened."
        ),
        "Correct the day, or wait with the row until it has happened.",
    ),
    "entry_outside": (
        "The entry is outside the days of the intervention, {first_day}–{last_day}.",
        "Correct the day of entry, or the first and last day of the intervention.",
    ),
    "intervention_outside": (
        (
            "The days of the intervention are outside those of the association, "
            "{outer_first}–{outer_last}."
        ),
        "Correct the days of the intervention, or the first and last day of the association.",
    ),
    "leaves_entries_outside": (
        "Entries in the register that the new days leave outside the intervention: {times}.",
        "Keep days that have room for all entries, or correct these in the same package.",
    ),
    "leaves_interventions_outside": (
        "Interventions in the register that the new days leave outside the association: {times}.",
        "Keep days that have room for all interventions, or correct these in the same package.",
    ),
    "consent_missing": (
        "The day of consent is missing.",
        "Fill in the day. Without consent the person is registered anonymously, as a number.",
    ),
    "consent_withdrawn": (
        "The consent was withdrawn on the day of entry, {entered_on}, or before.",
        "Take the row away, or correct the days if they are wrong.",
    ),
    "no_income_with_other": (
        (
            "No public income (no_public_income) stands together with another income at the same "
            "point."
        ),
        "Take no_public_income away, or the other incomes.",
    ),
    "person_on_counts": (
        "The intervention is followed up by numbers alone; people are not registered on it.",
        "Register the number in head_count, or refer to the right intervention.",
    ),
    "volume_on_persons": (
        (
            "The intervention is followed up by person; numbers of the kind volume belong to "
            "interventions that are followed up by numbers."
        ),
        "Use the kind anonymous for those who do not consent.",
    ),
    "anonymous_on_counts": (
        (
            "The intervention is followed up by numbers alone; numbers of the kind anonymous "
            "belong to interventions that are followed up by person."
        ),
        "Use the kind volume.",
    ),
    "structural_on_individual": (
        (
            "The intervention is for individuals; numbers of the kind structural belong to "
            "structural interventions."
        ),
        "Use the kind volume or anonymous, or refer to the right intervention.",
    ),
    "structural_by_person": (
        "A structural intervention is followed up by numbers, not by person.",
        "Write counts in follow_up, or individual in orientation.",
    ),
    "reason_without_exit": (
        "The reason of exit is filled in but the last day is missing.",
        "Fill in exited_on, or empty exit_reason.",
    ),
    "exit_without_reason": (
        "The last day is filled in but the reason of exit is missing.",
        "Fill in exit_reason, or empty exited_on.",
    ),
    "check_digit": (
        "The number has a wrong check digit or a date that does not exist.",
        "Check the number against the person's document.",
    ),
    "other_birth_year": (
        "The number does not agree with the year of birth {birth_year}.",
        "Check the number and birth_year.",
    ),
    "other_birth_date": (
        "The number does not agree with the date of birth in birth_date.",
        "Check the number and birth_date.",
    ),
    "other_sex": ("The number does not agree with the sex {sex}.", "Check the number and sex."),
    "fixed_field": (
        "The intervention has registrations, and the register says {before}.",
        "Keep the value, or make a new intervention for the new one.",
    ),
    "events_out_of_order": (
        "The events of the case are not in order: {wrong} cannot come {after}.",
        "Correct the events or their days; all rows of the case belong together.",
    ),
    "funds_shares": (
        (
            "The state, the region and the municipalities give {state}, {region} and "
            "{municipality} percent of their sum; the law says {expected}."
        ),
        _ANSWER,
    ),
    "percent_without": ("The extent is given although {answer_field} is false.", _ANSWER),
    "without_percent": ("The extent is missing although {answer_field} is true.", _ANSWER),
    "too_young": (
        (
            "Activity compensation is given from July of the year one turns {age}; the measurement "
            "was made {on}."
        ),
        _ANSWER,
    ),
    "too_old": (
        (
            "Activity compensation is given until the month before one turns {age}; the "
            "measurement was made {on}."
        ),
        _ANSWER,
    ),
    "parallel": (
        (
            "The same person takes part in the same intervention at the same time already "
            "(participation {other})."
        ),
        (
            "End one of them as registered_in_error if they are the same; otherwise the warning "
            "can be answered."
        ),
    ),
    "few_parties": (
        (
            "The association has fewer than two different parties among its members on some day of "
            "the intervention (from {from_day})."
        ),
        "Complete association_member; otherwise the warning can be answered.",
    ),
    "open_long": (
        "The participation has been open for more than three years.",
        "End it if it is over; otherwise the warning can be answered.",
    ),
    "volume": (
        "Entries and numbers: {before} the year before and {after} this year.",
        "See that everything is there and nothing twice; then allow the change.",
    ),
}
"""What is the matter and what to do, by the names of ``rule_texts.MESSAGES``."""
