"""What everybody gets at every address. See test_matrix for how to read it."""

# Addresses that serve people who are not signed in: entering, and what a page needs.
SIGNED_OUT: set[str] = {
    "account_login",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_reauthenticate",
    "account_logout",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "set_language",
    "gallery",
    "gallery_sheet",
    "desk:help",
    "desk:help_page",
    "desk:keyboard",
    # Off unless an operator turns it on: tests/api says what it answers.
    "api:directory",
    "api:services",
    "api:service",
    "api:organizations",
    "api:organization",
    "api:at_locations",
    "api:at_location",
    "api:taxonomies",
    "api:taxonomy",
    "api:terms",
    "api:term",
    # They say nothing about anybody, and whether a phone must stop is asked by whoever holds it.
    "field:worker",
    "field:manifest",
    "field:stop",
    # Behind a link that is a secret: tests/coaching/test_feeds.py says what it tells.
    "api:calendar",
    # For a provider without an account: tests/network/test_partner.py says what it tells.
    "network:answer",
    # Behind a link that is a secret, and a date of birth: tests/plans/test_mine.py.
    "plans:mine",
    "plans:mine_sign",
    "plans:mine_decline",
    "plans:mine_paper",
    "plans:mine_ask",
    "plans:mine_reply",
    "plans:mine_copy",
}

# Parts of an address that stand for a case or a person in it: another agency's is a 404.
OF_A_CASE = {
    "visit",
    "coach",
    "month_plan",
    "coach_duty",
    "job_coach",
    "proposed_session",
    "sending",
    "visit_photo",
    "coached",
    "approved",
    "case",
    "person",
    "contact",
    "task",
    "assignment",
    "hand_off",
    "handed_case",
    "safety",
    "address",
    "member",
    "merged",
    "enrolment",
    "document",
    "proof",
    "ahead",
    "agreed",
    "module_done",
    "referral",
    "link",
    "support",
    "word",
    "step",
    "interview",
    "decision",
    "barrier",
    "interest",
    "first_contact",
    "group",
    "plan",
    "plan_goal",
    "plan_step",
    "plan_support",
    "plan_duty",
    "plan_proposal",
    "plan_version",
    "plan_link",
    "job_held",
}

# What "pk" stands for, by the beginning of the address's name; the longest that fits counts.
PK = {
    "desk:": "case",
    "desk:accept_hand_off": "handed_case",
    "cases:": "case",
    "cases:person": "person",
    "cases:ssn": "person",
    "cases:show_ssn": "person",
    "cases:set_ssn": "person",
    "cases:merge_": "merge",
    "agencies:region": "region",
    "agencies:change": "region",
    "agencies:person": "colleague",
    "agencies:add_post": "colleague",
    "agencies:change_post": "colleague",
    "agencies:send_link": "colleague",
    "agencies:remove_second_step": "colleague",
    "agencies:languages": "colleague",
    "agencies:hours": "colleague",
    "agencies:plan_leave": "colleague",
    "agencies:end_leave": "colleague",
    "agencies:site": "site",
    "agencies:add_": "site",
    "agencies:end_": "site",
    "administration:end_post": "colleague",
    "administration:review": "emergency",
    "exchange:": "batch",
    "exchange:roster": "roster",
    "attendance:month": "person",
    "exchange:travel_table": "travel_table",
    "exchange:withdraw_travel_table": "travel_table",
    "exchange:directory": "directory",
    "exchange:directory_mend": "held",
    "exchange:directory_leave_out": "held",
    "network:": "provider_place",
    "network:place": "place",
    "network:service": "service",
    "network:edit_service": "service",
    "network:checked": "service",
    "network:publish": "service",
    "network:count_free": "service",
    "network:free": "service",
    "network:refer_whom": "service",
    "network:case": "case",
    "network:choose": "case",
    "network:refer": "case",
    "network:referral": "referral",
    "network:change_referral": "referral",
    "network:move_referral": "referral",
    "network:take_back_step": "referral",
    "network:make_link": "referral",
    "network:close_link": "referral",
    "network:ask_support": "case",
    "network:put_in_word": "case",
    "network:support": "support",
    "network:decide_support": "support",
    "network:pay_support": "support",
    "network:word": "word",
    "mfa_": "key",
    "administration:retry": "job",
    "administration:discard": "job",
    "administration:rework": "alarm",
    "attendance:family_month": "case",
    "reporting:why": "case",
    "reporting:filing": "filing",
    "documents:papers": "case",
    "documents:download": "document",
    "attendance:case": "case",
    "attendance:enrol": "case",
    "attendance:agree": "case",
    "attendance:end_agreed": "case",
    "attendance:activity": "enrolment",
    "attendance:schedule": "enrolment",
    "attendance:end": "enrolment",
    "attendance:reopen": "enrolment",
    "attendance:add_proof": "enrolment",
    "attendance:finish_module": "enrolment",
    "attendance:take_module_back": "enrolment",
    "attendance:proof": "proof",
    "attendance:accept_proof": "proof",
    "attendance:reject_proof": "proof",
    "attendance:undo_proof": "proof",
    "attendance:cover_later": "proof",
    "attendance:withdraw_proof": "proof",
    "attendance:project": "proof",
    "attendance:report_change": "ahead",
    "attendance:end_module": "module",
    "intake:": "case",
    "intake:first_contact": "first_contact",
    "intake:group": "group",
    "intake:invite": "group",
    "intake:invite_from_case": "case",
    "intake:attendance": "group",
    "intake:cancel_group": "group",
    "intake:change_group": "group",
    "intake:step": "step",
    "intake:interview": "interview",
    "intake:finish_interview": "interview",
    "intake:reopen_interview": "interview",
    "intake:answer": "interview",
    "intake:section": "interview",
    "intake:proposals": "interview",
    "intake:decide": "interview",
    "intake:take_up_again": "interview",
    "intake:barrier": "barrier",
    "intake:barriers": "case",
    "intake:resolve_barrier": "barrier",
    "intake:reopen_barrier": "barrier",
    "intake:draft": "draft",
    "intake:publish_draft": "draft",
    "intake:discard_draft": "draft",
    "intake:preview_draft": "draft",
    "coaching:case": "case",
    "coaching:enroll": "case",
    "coaching:set_": "coached",
    "coaching:about_coaching": "coached",
    "coaching:add_away": "coached",
    "coaching:add_visit": "coached",
    "coaching:lift_cap": "coached",
    "coaching:approved_hours": "coached",
    "coaching:add_approved": "coached",
    "coaching:change_approved": "approved",
    "coaching:end_approved": "approved",
    "coaching:withdraw_approved": "approved",
    "coaching:visit": "visit",
    "coaching:move_visit": "visit",
    "coaching:miss_visit": "visit",
    "coaching:keep_visit": "visit",
    "coaching:search": "month_plan",
    "coaching:stop_search": "month_plan",
    "coaching:accept_plan": "month_plan",
    "coaching:help_unserved": "month_plan",
    "coaching:session": "proposed_session",
    "coaching:pin": "proposed_session",
    "coaching:move": "proposed_session",
    "coaching:swap": "proposed_session",
    "coaching:remove_duty": "coach_duty",
    "coaching:record": "visit",
    "coaching:sign_record": "visit",
    "coaching:add_to_record": "visit",
    "coaching:add_photo": "visit",
    "coaching:remove_photo": "visit_photo",
    "coaching:settle_sending": "sending",
    "coaching:summary": "coached",
    "coaching:draft_summary": "coached",
    "coaching:sign_summary": "coached",
    "coaching:add_to_summary": "coached",
    "coaching:funder_number": "coached",
    "coaching:close_feed": "feed",
    "coaching:coach_quality": "job_coach",
    "coaching:checklist": "site",
    "coaching:begin_checklist": "site",
    "coaching:preview_checklist": "site",
    "coaching:publish_checklist": "site",
    "coaching:discard_checklist": "site",
    "employment:": "job_held",
    "employment:employer": "employer",
    "employment:close_employer": "employer",
    "employment:reopen_employer": "employer",
    "employment:add_place": "employer",
    "employment:place": "job_site",
    "employment:close_place": "job_site",
    "employment:case": "case",
    "employment:add_job": "case",
    "plans:": "plan",
    "plans:case": "case",
    "plans:begin": "case",
    "plans:approval": "site",
    "plans:goal": "plan_goal",
    "plans:add_step": "plan_goal",
    "plans:settle": "plan_goal",
    "plans:step": "plan_step",
    "plans:tell": "plan_step",
    "plans:support": "plan_support",
    "plans:give": "plan_support",
    "plans:duty": "plan_duty",
    "plans:watch": "plan_duty",
    "plans:answer": "plan_proposal",
    "plans:version": "plan_version",
    "plans:sign": "plan_version",
    "plans:paper": "plan_version",
    "plans:link": "plan_version",
    "plans:close_link": "plan_version",
    "plans:copy": "plan_version",
}

# Other parts whose name alone does not say which row they stand for.
PARTS = {
    "assignment_pk": "assignment",
    "contact_pk": "contact",
    "task_pk": "task",
    "hand_off_pk": "hand_off",
    "record_pk": "safety",
    "address_pk": "address",
    "member_pk": "member",
    "post_pk": "post",
    "leave_pk": "leave",
    "program_pk": "program_row",
    "capacity_pk": "capacity",
    "link_pk": "link",
    "line": "line",
    "person_pk": "person",
    "agreed_pk": "agreed",
    "done_pk": "module_done",
    "decision_pk": "decision",
    "interest_pk": "interest",
    "site_pk": "site",
    "signing_pk": "plan_link",
    "one": "person",
    "other": "other_person",
}

# "row_pk" by the address that names it.
ROW_PK = {
    "cases:person_end": "point",
    "cases:person_use": "point",
    "agencies:end_promise": "promise",
    "agencies:end_presence": "presence",
    "agencies:end_element": "element",
}

# Parts that are words instead of rows.
WORDS = {
    "job": "7f0c1f9e-0f4c-4c55-8f0e-0d8f0f6f3c11",
    "what": "points",
    "code": "LRGV",
    "fate": "new",
    "kind": "csv",
    "period": "202603",
    "month": "2027-03",
    "question_key": "story",
    "section_key": "story",
    "about": "0",
    "slug": "comprehensive",
    "language": "en",
    "ending": "html",
    "format": "csv",
    "program": "semp",
    "days": "30",
}

# own, colleague, public, other contractor, other site, supervisor, administrator, privacy, nobody
ACCESS: dict[str, dict[str, str]] = {
    "account_change_password": {
        "GET": "200 200 200 200 200 200 200 200 200 302",
        "POST": "422 422 422 422 422 422 422 422 422 302",
    },
    "account_set_password": {
        "GET": "302 302 302 302 302 302 302 302 302 302",
        "POST": "302 302 302 302 302 302 302 302 302 302",
    },
    "administration:audit": {
        "GET": "404 404 404 404 404 404 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "administration:audit_find": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "404 404 404 404 404 404 200 200 404 302",
    },
    "administration:audit_head": {
        "GET": "404 404 404 404 404 404 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "administration:break_glass": {
        "GET": "404 404 404 404 404 404 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "administration:discard": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "404 404 404 404 404 404 404 404 404 302",
    },
    "administration:emergency_access": {
        "GET": "200 200 200 200 200 200 200 200 404 302",
        "POST": "422 422 422 422 422 422 422 422 404 302",
    },
    "administration:end_post": {
        "GET": "404 404 404 404 404 404 200 404 404 302",
        "POST": "404 404 404 404 404 404 422 404 404 302",
    },
    "administration:operations": {
        "GET": "404 404 404 404 404 404 200 404 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "administration:retry": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "404 404 404 404 404 404 404 404 404 302",
    },
    "administration:review": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "404 404 404 404 404 404 302 302 404 302",
    },
    "administration:rework": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "404 404 404 404 404 404 422 404 404 302",
    },
    "agencies:add_agency": {
        "GET": "404 404 404 404 404 404 200 404 404 302",
        "POST": "404 404 404 404 404 404 422 404 404 302",
    },
    "agencies:add_element": {
        "GET": "404 404 404 404 404 404 200 404 404 302",
        "POST": "404 404 404 404 404 404 422 404 404 302",
    },
    "agencies:add_post": {
        "GET": "404 404 404 404 404 404 200 404 404 302",
        "POST": "404 404 404 404 404 404 422 404 404 302",
    },
    "agencies:add_program": {
        "GET": "404 404 404 404 404 404 200 404 404 302",
        "POST": "404 404 404 404 404 404 422 404 404 302",
    },
    "agencies:add_promise": {
        "GET": "404 404 404 404 404 404 200 404 404 302",
        "POST": "404 404 404 404 404 404 422 404 404 302",
    },
    "agencies:add_region": {
        "GET": "404 404 404 404 404 404 200 404 404 302",
        "POST": "404 404 404 404 404 404 422 404 404 302",
    },
    "agencies:change": {
        "GET": "403 403 403 403 404 403 200 403 404 302",
        "POST": "403 403 403 403 404 403 422 403 404 302",
    },
    "agencies:change_post": {
        "GET": "404 404 404 404 404 404 200 404 404 302",
        "POST": "404 404 404 404 404 404 422 404 404 302",
    },
    "agencies:end_element": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "404 404 404 404 404 404 302 404 404 302",
    },
    "agencies:end_leave": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "404 404 404 404 404 404 302 404 404 302",
    },
    "agencies:end_presence": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "404 404 404 404 404 404 302 404 404 302",
    },
    "agencies:end_promise": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "404 404 404 404 404 404 302 404 404 302",
    },
    "agencies:hours": {
        "GET": "404 404 404 404 404 404 200 404 404 302",
        "POST": "404 404 404 404 404 404 302 404 404 302",
    },
    "agencies:invite": {
        "GET": "404 404 404 404 404 404 200 404 404 302",
        "POST": "404 404 404 404 404 404 422 404 404 302",
    },
    "agencies:languages": {
        "GET": "404 404 404 404 404 404 200 404 404 302",
        "POST": "404 404 404 404 404 404 302 404 404 302",
    },
    "agencies:person": {
        "GET": "404 404 404 404 404 404 200 404 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "agencies:plan_leave": {
        "GET": "404 404 404 404 404 404 200 404 404 302",
        "POST": "404 404 404 404 404 404 422 404 404 302",
    },
    "agencies:presets": {
        "GET": "404 404 404 404 404 404 200 404 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "agencies:region": {
        "GET": "200 200 200 200 404 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "agencies:remove_second_step": {
        "GET": "404 404 404 404 404 404 200 404 404 302",
        "POST": "404 404 404 404 404 404 302 404 404 302",
    },
    "agencies:send_link": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "404 404 404 404 404 404 302 404 404 302",
    },
    "agencies:set_up": {
        "GET": "404 404 404 404 404 404 200 404 404 302",
        "POST": "404 404 404 404 404 404 422 404 404 302",
    },
    "agencies:site": {
        "GET": "404 404 404 404 404 404 200 404 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "agencies:site_settings": {
        "GET": "404 404 404 404 404 404 200 404 404 302",
        "POST": "404 404 404 404 404 404 422 404 404 302",
    },
    "agencies:sites": {
        "GET": "404 404 404 404 404 404 200 404 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "agencies:staff": {
        "GET": "404 404 404 404 404 404 200 404 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "agencies:who_does_what": {
        "GET": "200 200 200 200 200 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "attendance:accept_proof": {
        "GET": "405 405 405 405 405 405 405 405 405 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "attendance:activity": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 422 404 404 422 403 403 404 302",
    },
    "attendance:add_proof": {
        "GET": "200 200 200 404 404 200 403 403 200 302",
        "POST": "422 422 422 404 404 422 403 403 422 302",
    },
    "attendance:agree": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "attendance:case": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 405 302",
    },
    "attendance:cover_later": {
        "GET": "405 405 405 405 405 405 405 405 405 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "attendance:end": {
        "GET": "405 405 405 405 405 405 405 405 405 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "attendance:end_agreed": {
        "GET": "405 405 405 405 405 405 405 405 405 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "attendance:end_module": {
        "GET": "405 405 405 405 405 405 405 405 405 302",
        "POST": "302 302 302 302 404 302 302 302 404 302",
    },
    "attendance:enrol": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 422 404 404 422 403 403 404 302",
    },
    "attendance:family_month": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "attendance:finish_module": {
        "GET": "405 405 405 405 405 405 405 405 405 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "attendance:grid": {
        "GET": "200 200 200 200 200 200 404 404 200 302",
        "POST": "405 405 405 405 405 405 405 405 405 302",
    },
    "attendance:modules": {
        "GET": "200 200 200 200 200 200 200 200 200 302",
        "POST": "422 422 422 422 422 422 422 403 404 302",
    },
    "attendance:month": {
        "GET": "200 200 200 404 404 200 404 404 200 302",
        "POST": "405 405 405 405 405 405 405 405 405 302",
    },
    "attendance:paste": {
        "GET": "200 200 200 200 200 200 404 404 200 302",
        "POST": "422 422 422 422 422 422 404 404 422 302",
    },
    "attendance:project": {
        "GET": "405 405 405 405 405 405 405 405 405 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "attendance:proof": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 405 302",
    },
    "attendance:reject_proof": {
        "GET": "405 405 405 405 405 405 405 405 405 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "attendance:reopen": {
        "GET": "405 405 405 405 405 405 405 405 405 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "attendance:report_change": {
        "GET": "200 200 200 404 404 200 403 403 404 302",
        "POST": "422 422 422 404 404 422 403 403 404 302",
    },
    "attendance:rosters": {
        "GET": "200 200 200 200 200 200 200 200 403 302",
        "POST": "405 405 405 405 405 405 405 405 405 302",
    },
    "attendance:save": {
        "GET": "405 405 405 405 405 405 405 405 405 302",
        "POST": "302 302 302 302 302 302 404 404 302 302",
    },
    "attendance:schedule": {
        "GET": "405 405 405 405 405 405 405 405 405 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "attendance:take_module_back": {
        "GET": "405 405 405 405 405 405 405 405 405 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "attendance:undo_proof": {
        "GET": "405 405 405 405 405 405 405 405 405 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "attendance:unproven": {
        "GET": "200 200 200 200 200 200 200 200 403 302",
        "POST": "405 405 405 405 405 405 405 405 405 302",
    },
    "attendance:withdraw_proof": {
        "GET": "405 405 405 405 405 405 405 405 405 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "cases:add_member": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 404 404 422 403 403 404 302",
    },
    "cases:add_part": {
        "GET": "403 403 403 404 404 200 200 403 404 302",
        "POST": "403 403 403 404 404 200 200 403 404 302",
    },
    "cases:assign": {
        "GET": "403 403 403 404 404 200 200 403 404 302",
        "POST": "403 403 403 404 404 422 422 403 404 302",
    },
    "cases:change_relation": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "cases:close_case": {
        "GET": "200 200 200 404 404 200 403 403 404 302",
        "POST": "422 422 422 404 404 422 403 403 404 302",
    },
    "cases:end_membership": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "cases:household": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "cases:make_lead": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "cases:matches": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "200 200 200 200 200 200 200 403 404 302",
    },
    "cases:merge": {
        "GET": "403 403 403 403 403 200 200 403 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "cases:merge_done": {
        "GET": "403 403 403 403 403 200 200 403 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "cases:merge_pair": {
        "GET": "403 403 403 403 403 200 200 403 404 302",
        "POST": "403 403 403 403 403 422 422 403 404 302",
    },
    "cases:merge_undo": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "403 403 403 403 403 302 302 403 404 302",
    },
    "cases:move_region": {
        "GET": "403 403 403 404 404 200 200 403 404 302",
        "POST": "403 403 403 404 404 422 422 403 404 302",
    },
    "cases:new_person": {
        "GET": "200 200 200 200 200 200 200 403 404 302",
        "POST": "422 422 422 422 422 422 422 403 404 302",
    },
    "cases:person": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "cases:person_add": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "cases:person_end": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "cases:person_use": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "cases:reopen_case": {
        "GET": "302 302 302 404 404 302 302 403 404 302",
        "POST": "302 302 302 404 404 302 302 403 404 302",
    },
    "cases:safety": {
        "GET": "404 404 404 404 404 404 404 404 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "cases:safety_add": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "404 404 404 404 404 404 404 404 404 302",
    },
    "cases:safety_address": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "404 404 404 404 404 404 404 404 404 302",
    },
    "cases:safety_change": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "404 404 404 404 404 404 404 404 404 302",
    },
    "cases:safety_end": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "404 404 404 404 404 404 404 404 404 302",
    },
    "cases:set_ssn": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "cases:show_ssn": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 403 422 404 404 403 403 403 404 302",
    },
    "cases:ssn": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "cases:team": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "cases:vacate": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "coaching:about_coaching": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "coaching:accept_plan": {
        "GET": "200 404 404 404 404 200 404 404 404 302",
        "POST": "302 404 404 404 404 302 404 404 404 302",
    },
    "coaching:add_away": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "coaching:add_duty": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 404 404 404 404 422 404 404 404 302",
    },
    "coaching:add_visit": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "coaching:add_approved": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "coaching:approved_hours": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "coaching:change_approved": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "coaching:end_approved": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "coaching:withdraw_approved": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "coaching:cancel_team": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "403 403 403 403 403 302 302 403 404 302",
    },
    "coaching:case": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "coaching:coach_setup": {
        "GET": "200 404 404 404 404 200 404 404 404 302",
        "POST": "422 404 404 404 404 422 404 404 404 302",
    },
    "coaching:enroll": {
        "GET": "200 200 200 404 404 200 403 403 404 302",
        "POST": "422 422 422 404 404 422 403 403 404 302",
    },
    "coaching:help_unserved": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "404 404 404 404 404 404 404 404 404 302",
    },
    "coaching:keep_visit": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "coaching:lift_cap": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "coaching:miss_visit": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "coaching:month": {
        "GET": "200 404 404 404 404 404 404 404 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "coaching:month_of": {
        "GET": "200 404 404 404 404 200 404 404 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "coaching:months": {
        "GET": "302 200 200 200 200 302 302 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "coaching:move": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "404 404 404 404 404 404 404 404 404 302",
    },
    "coaching:move_visit": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "coaching:pin": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 404 404 404 404 302 404 404 404 302",
    },
    "coaching:plan_again": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 404 404 404 404 302 404 404 404 302",
    },
    "coaching:plan_month": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 404 404 404 404 302 404 404 404 302",
    },
    "coaching:plan_team": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "403 403 403 403 403 302 302 403 404 302",
    },
    "coaching:remove_duty": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 404 404 404 404 302 404 404 404 302",
    },
    "coaching:search": {
        "GET": "200 404 404 404 404 200 404 404 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "coaching:session": {
        "GET": "200 404 404 404 404 200 404 404 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "coaching:set_meeting_place": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "coaching:set_phase": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "coaching:set_tier": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "coaching:set_times": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "coaching:stop_search": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 404 404 404 404 302 404 404 404 302",
    },
    "coaching:swap": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "403 404 404 404 404 403 404 404 404 302",
    },
    "coaching:team_months": {
        "GET": "403 403 403 403 403 200 200 403 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "coaching:visit": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "coaching:add_photo": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "coaching:add_to_record": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "coaching:add_to_summary": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "coaching:begin_checklist": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "404 404 404 404 404 302 302 404 404 302",
    },
    "coaching:checklist": {
        "GET": "404 404 404 404 404 200 200 404 404 302",
        "POST": "404 404 404 404 404 302 302 404 404 302",
    },
    "coaching:checklists": {
        "GET": "403 403 403 403 403 200 200 403 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "coaching:close_feed": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 404 404 404 404 404 404 404 404 302",
    },
    "coaching:close_record_month": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "coaching:coach_quality": {
        "GET": "404 404 404 404 404 200 200 404 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "coaching:discard_checklist": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "404 404 404 404 404 302 302 404 404 302",
    },
    "coaching:draft_summary": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "coaching:feeds": {
        "GET": "200 200 200 200 200 200 200 200 404 302",
        "POST": "403 403 403 403 403 403 403 403 404 302",
    },
    "coaching:funder_number": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "coaching:preview_checklist": {
        "GET": "404 404 404 404 404 200 200 404 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "coaching:publish_checklist": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "404 404 404 404 404 422 422 404 404 302",
    },
    "coaching:quality": {
        "GET": "403 403 403 403 403 200 200 403 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "coaching:record": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "coaching:record_month": {
        "GET": "200 200 200 200 200 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "coaching:records": {
        "GET": "302 302 302 302 302 302 302 302 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "coaching:remove_photo": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "coaching:reopen_record_month": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "coaching:settle_sending": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "coaching:sign_record": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "coaching:sign_summary": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "coaching:summary": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "409 409 409 404 404 409 422 422 404 302",
    },
    "coaching:visit_billing": {
        "GET": "200 200 200 200 200 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "coaching:visit_billing_file": {
        "GET": "403 403 403 404 404 200 200 403 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "desk:accept_hand_off": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "desk:brief_contact": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "desk:case": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "desk:caseload": {
        "GET": "200 200 200 200 200 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "desk:change_stage": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "desk:close_task": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "desk:correct_contact": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "desk:find": {
        "GET": "200 200 200 200 200 200 200 200 404 302",
        "POST": "200 200 200 200 200 200 200 200 404 302",
    },
    "desk:hand_off": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "desk:log_contact": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "desk:next_case": {
        "GET": "302 302 302 302 302 302 302 302 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "desk:reopen_task": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "desk:search_words": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "200 200 200 404 404 200 200 200 404 302",
    },
    "desk:take": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "desk:take_back_contact": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "desk:take_back_hand_offs": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 302 302 302 302 302 404 302",
    },
    "desk:take_back_tasks": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 302 302 302 302 302 404 302",
    },
    "desk:team": {
        "GET": "404 404 404 404 404 200 200 404 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "desk:today": {
        "GET": "200 200 200 200 200 200 200 200 302 302",
        "POST": "405 405 405 405 405 405 405 405 405 302",
    },
    "desk:together": {
        "GET": "404 404 404 404 404 404 404 404 404 302",
        "POST": "404 404 404 404 404 404 404 404 404 302",
    },
    "desk:wake": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "desk:wake_together": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 302 302 302 302 302 404 302",
    },
    "desk:who": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "desk:why": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "documents:download": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "documents:papers": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 422 404 404 422 403 403 404 302",
    },
    "employment:add_employer": {
        "GET": "200 200 200 200 200 200 200 403 404 302",
        "POST": "422 422 422 422 422 422 422 403 404 302",
    },
    "employment:add_job": {
        "GET": "200 200 200 404 404 200 403 403 404 302",
        "POST": "422 422 422 404 404 422 403 403 404 302",
    },
    "employment:add_place": {
        "GET": "200 200 200 200 404 200 200 403 404 302",
        "POST": "422 422 422 422 404 422 422 403 404 302",
    },
    "employment:case": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "employment:close_employer": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 422 404 422 422 403 404 302",
    },
    "employment:close_place": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 302 404 302 302 403 404 302",
    },
    "employment:employer": {
        "GET": "200 200 200 200 404 200 200 200 404 302",
        "POST": "422 422 422 422 404 422 422 403 404 302",
    },
    "employment:employers": {
        "GET": "200 200 200 200 200 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "employment:end_job": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 404 404 422 403 403 404 302",
    },
    "employment:job": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 422 404 404 422 403 403 404 302",
    },
    "employment:place": {
        "GET": "200 200 200 200 404 200 200 403 404 302",
        "POST": "422 422 422 422 404 422 422 403 404 302",
    },
    "employment:record_check": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 404 404 422 403 403 404 302",
    },
    "employment:reopen_employer": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 302 404 302 302 403 404 302",
    },
    "employment:reopen_job": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "employment:set_occupation": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "employment:set_terms": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 404 404 422 403 403 404 302",
    },
    "employment:set_week": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 404 404 422 403 403 404 302",
    },
    "exchange:agree": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "404 404 404 404 404 404 302 404 404 302",
    },
    "exchange:batch": {
        "GET": "404 404 404 404 404 404 200 404 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "exchange:check": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "404 404 404 404 404 404 302 404 404 302",
    },
    "exchange:columns": {
        "GET": "404 404 404 404 404 404 200 404 404 302",
        "POST": "404 404 404 404 404 404 422 404 404 302",
    },
    "exchange:directories": {
        "GET": "404 404 404 404 404 200 200 404 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "exchange:directory": {
        "GET": "404 404 404 404 404 200 200 404 404 302",
        "POST": "404 404 404 404 404 200 200 404 404 302",
    },
    "exchange:directory_held": {
        "GET": "404 404 404 404 404 200 200 404 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "exchange:directory_json": {
        "GET": "404 404 404 404 404 200 200 404 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "exchange:directory_leave_out": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "404 404 404 404 404 302 302 404 404 302",
    },
    "exchange:directory_load": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "404 404 404 404 404 302 302 404 404 302",
    },
    "exchange:directory_mend": {
        "GET": "404 404 404 404 404 200 200 404 404 302",
        "POST": "404 404 404 404 404 422 422 404 404 302",
    },
    "exchange:directory_new": {
        "GET": "404 404 404 404 404 200 200 404 404 302",
        "POST": "404 404 404 404 404 422 422 404 404 302",
    },
    "exchange:directory_progress": {
        "GET": "404 404 404 404 404 200 200 404 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "exchange:directory_undo": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "404 404 404 404 404 302 302 404 404 302",
    },
    "exchange:directory_zip": {
        "GET": "404 404 404 404 404 200 200 404 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "exchange:index": {
        "GET": "404 404 404 404 404 200 200 404 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "exchange:line": {
        "GET": "404 404 404 404 404 404 200 404 404 302",
        "POST": "404 404 404 404 404 404 422 404 404 302",
    },
    "exchange:lines": {
        "GET": "404 404 404 404 404 404 200 404 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "exchange:mend": {
        "GET": "404 404 404 404 404 404 200 404 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "exchange:progress": {
        "GET": "404 404 404 404 404 404 200 404 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "exchange:roster": {
        "GET": "200 200 404 404 404 200 404 404 404 302",
        "POST": "302 302 404 404 404 302 404 404 404 302",
    },
    "exchange:roster_load": {
        "GET": "405 405 405 405 405 405 405 405 405 302",
        "POST": "302 302 404 404 404 302 404 404 404 302",
    },
    "exchange:roster_new": {
        "GET": "200 200 200 200 200 200 404 404 200 302",
        "POST": "422 422 422 422 422 422 404 404 422 302",
    },
    "exchange:roster_undo": {
        "GET": "405 405 405 405 405 405 405 405 405 302",
        "POST": "302 302 404 404 404 302 404 404 404 302",
    },
    "exchange:rosters": {
        "GET": "200 200 200 200 200 200 404 404 200 302",
        "POST": "405 405 405 405 405 405 405 405 405 302",
    },
    "exchange:sheet": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "404 404 404 404 404 404 302 404 404 302",
    },
    "exchange:undo": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "404 404 404 404 404 404 302 404 404 302",
    },
    "exchange:travel_table": {
        "GET": "404 404 404 404 404 200 404 404 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "exchange:travel_table_new": {
        "GET": "404 404 404 404 404 200 200 404 404 302",
        "POST": "404 404 404 404 404 422 422 404 404 302",
    },
    "exchange:travel_tables": {
        "GET": "404 404 404 404 404 200 200 404 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "exchange:upload": {
        "GET": "404 404 404 404 404 200 200 404 404 302",
        "POST": "404 404 404 404 404 422 422 404 404 302",
    },
    "exchange:withdraw_travel_table": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "404 404 404 404 404 302 404 404 404 302",
    },
    "exchange:words": {
        "GET": "404 404 404 404 404 404 302 404 404 302",
        "POST": "404 404 404 404 404 404 302 404 404 302",
    },
    "locked_out": {
        "GET": "404 404 404 404 404 404 200 404 404 302",
        "POST": "404 404 404 404 404 404 200 404 404 302",
    },
    "me": {
        "GET": "200 200 200 200 200 200 200 200 200 302",
        "POST": "422 422 422 422 422 422 422 422 422 302",
    },
    "mfa_activate_totp": {
        "GET": "200 200 200 200 200 200 200 200 200 302",
        "POST": "422 422 422 422 422 422 422 422 422 302",
    },
    "mfa_add_webauthn": {
        "GET": "200 200 200 200 200 200 200 200 200 302",
        "POST": "422 422 422 422 422 422 422 422 422 302",
    },
    "mfa_deactivate_totp": {
        "GET": "404 404 404 404 404 404 404 404 404 302",
        "POST": "404 404 404 404 404 404 404 404 404 302",
    },
    "mfa_edit_webauthn": {
        "GET": "404 404 404 404 404 404 404 404 404 302",
        "POST": "404 404 404 404 404 404 404 404 404 302",
    },
    "mfa_generate_recovery_codes": {
        "GET": "200 200 200 200 200 200 200 200 200 302",
        "POST": "200 200 200 200 200 200 200 200 200 302",
    },
    "mfa_index": {
        "GET": "200 200 200 200 200 200 200 200 200 302",
        "POST": "405 405 405 405 405 405 405 405 405 302",
    },
    "mfa_list_webauthn": {
        "GET": "200 200 200 200 200 200 200 200 200 302",
        "POST": "405 405 405 405 405 405 405 405 405 302",
    },
    "mfa_remove_webauthn": {
        "GET": "404 404 404 404 404 404 404 404 404 302",
        "POST": "404 404 404 404 404 404 404 404 404 302",
    },
    "mfa_view_recovery_codes": {
        "GET": "404 404 404 404 404 404 404 404 404 302",
        "POST": "405 405 405 405 405 405 405 405 405 302",
    },
    "field:app": {
        "GET": "200 200 200 200 200 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "field:day": {
        "GET": "200 200 200 200 200 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "field:send": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 422 422 422 422 422 404 302",
    },
    "intake:answer": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "200 200 403 404 404 200 403 403 404 302",
    },
    "intake:attendance": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "intake:cancel_group": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "intake:change_group": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 422 404 404 422 403 403 404 302",
    },
    "intake:group": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "intake:groups": {
        "GET": "200 200 200 200 200 200 200 200 404 302",
        "POST": "422 422 422 422 422 422 403 403 404 302",
    },
    "intake:invite": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "intake:invite_from_case": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "404 404 404 404 404 404 404 404 404 302",
    },
    "intake:barrier": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "intake:barriers": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 422 404 404 422 403 403 404 302",
    },
    "intake:begin": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "intake:begin_draft": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "403 403 403 403 404 302 302 403 404 302",
    },
    "intake:begin_interview": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "intake:case": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "intake:decide": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "404 404 404 404 404 404 404 404 404 302",
    },
    "intake:discard_draft": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 302 404 302 302 302 404 302",
    },
    "intake:draft": {
        "GET": "200 200 200 200 404 200 200 200 404 302",
        "POST": "403 403 403 403 404 404 404 403 404 302",
    },
    "intake:draft_section": {
        "GET": "200 200 200 200 404 200 200 200 404 302",
        "POST": "403 403 403 403 404 302 302 403 404 302",
    },
    "intake:end_interest": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "intake:finish_interview": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "intake:first_contact": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "403 403 422 404 404 403 403 403 404 302",
    },
    "intake:first_contacts": {
        "GET": "200 200 200 200 200 200 200 200 404 302",
        "POST": "403 403 422 403 403 403 403 403 404 302",
    },
    "intake:interests": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 422 404 404 422 403 403 404 302",
    },
    "intake:interview": {
        "GET": "302 302 302 404 404 302 302 302 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "intake:interview_language": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "404 404 403 404 404 404 403 403 404 302",
    },
    "intake:occupations": {
        "GET": "200 200 200 200 200 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "intake:papers": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 422 404 404 422 403 403 404 302",
    },
    "intake:preview_draft": {
        "GET": "200 200 200 200 404 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "intake:proposals": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "intake:publish_draft": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 302 404 302 302 302 404 302",
    },
    "intake:question_set": {
        "GET": "200 200 200 200 404 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "intake:question_sets": {
        "GET": "200 200 200 200 200 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "intake:reopen_barrier": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "intake:reopen_interview": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "intake:resolve_barrier": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "intake:section": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "302 302 403 404 404 302 403 403 404 302",
    },
    "intake:step": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "intake:take_up_again": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "404 404 404 404 404 404 404 404 404 302",
    },
    "intake:waiting": {
        "GET": "200 200 200 200 200 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "network:add": {
        "GET": "200 200 200 200 200 200 200 403 404 302",
        "POST": "422 422 422 422 422 422 422 403 404 302",
    },
    "network:add_place": {
        "GET": "200 200 200 200 404 200 200 403 404 302",
        "POST": "422 422 422 422 404 422 422 403 404 302",
    },
    "network:add_service": {
        "GET": "200 200 200 200 200 200 200 403 404 302",
        "POST": "200 200 200 200 200 200 200 403 404 302",
    },
    "network:ask_support": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "network:case": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "network:change_referral": {
        "GET": "200 200 403 404 404 200 403 403 404 302",
        "POST": "422 422 403 404 404 422 403 403 404 302",
    },
    "network:checked": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 302 404 302 302 302 404 302",
    },
    "network:choose": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "network:close": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 422 404 422 422 403 404 302",
    },
    "network:close_link": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "network:count_free": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 422 404 422 422 403 404 302",
    },
    "network:decide_support": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "network:edit_service": {
        "GET": "200 200 200 200 404 200 200 403 404 302",
        "POST": "422 422 422 422 404 422 422 403 404 302",
    },
    "network:free": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 302 404 302 302 302 404 302",
    },
    "network:make_link": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "network:move_referral": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "network:pay_support": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "network:place": {
        "GET": "200 200 200 200 404 200 200 403 404 302",
        "POST": "422 422 422 422 404 422 422 403 404 302",
    },
    "network:provider": {
        "GET": "200 200 200 200 404 200 200 403 404 302",
        "POST": "422 422 422 422 404 422 422 403 404 302",
    },
    "network:providers": {
        "GET": "200 200 200 200 200 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "network:publish": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 302 404 302 302 302 404 302",
    },
    "network:put_in_word": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "network:refer": {
        "GET": "302 302 302 404 404 302 302 302 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "network:refer_whom": {
        "GET": "200 200 200 200 404 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "network:referral": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "network:referrals": {
        "GET": "200 200 200 200 200 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "network:reopen": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 302 404 302 302 302 404 302",
    },
    "network:service": {
        "GET": "200 200 200 200 404 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "network:services": {
        "GET": "200 200 200 200 200 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "network:support": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "network:support_money": {
        "GET": "403 403 403 403 403 403 200 403 404 302",
        "POST": "403 403 403 403 403 403 422 403 404 302",
    },
    "network:supports": {
        "GET": "200 200 200 200 200 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "network:take_back_step": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "network:unchecked": {
        "GET": "200 200 200 200 200 200 200 403 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "network:word": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "plans:add_duty": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 403 404 404 422 403 403 404 302",
    },
    "plans:add_goal": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 403 404 404 422 403 403 404 302",
    },
    "plans:add_step": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 403 404 404 422 403 403 404 302",
    },
    "plans:add_support": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 403 404 404 422 403 403 404 302",
    },
    "plans:answer": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "plans:approval": {
        "GET": "404 404 404 404 404 404 200 404 404 302",
        "POST": "404 404 404 404 404 404 422 404 404 302",
    },
    "plans:approve": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "plans:begin": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 422 404 404 422 403 403 404 302",
    },
    "plans:case": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "plans:close_link": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "plans:copy": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "plans:duty": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 403 404 404 422 403 403 404 302",
    },
    "plans:duty_out": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "plans:end": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 403 404 404 422 403 403 404 302",
    },
    "plans:give": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "plans:goal": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 403 404 404 422 403 403 404 302",
    },
    "plans:goal_back": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "plans:goal_out": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "plans:link": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "plans:look": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "200 200 200 404 404 200 200 200 404 302",
    },
    "plans:meet": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 422 404 404 422 403 403 404 302",
    },
    "plans:offer": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "plans:paper": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 403 404 404 422 403 403 404 302",
    },
    "plans:plan": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "plans:propose": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 422 404 404 422 403 403 404 302",
    },
    "plans:review": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 403 404 404 422 403 403 404 302",
    },
    "plans:settle": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "plans:sign": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 403 404 404 422 403 403 404 302",
    },
    "plans:step": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 403 404 404 422 403 403 404 302",
    },
    "plans:step_out": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "plans:support": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 403 404 404 422 403 403 404 302",
    },
    "plans:support_out": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "302 302 302 404 404 302 302 302 404 302",
    },
    "plans:tell": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "plans:version": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "plans:watch": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "422 422 422 404 404 422 422 422 404 302",
    },
    "plans:words": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "422 422 403 404 404 422 403 403 404 302",
    },
    "reporting:close": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "404 404 404 404 404 404 404 404 404 302",
    },
    "reporting:fairness": {
        "GET": "404 404 404 404 404 200 200 404 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "reporting:families": {
        "GET": "404 404 404 404 404 200 200 404 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "reporting:file": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "404 404 404 404 404 404 404 404 404 302",
    },
    "reporting:filing": {
        "GET": "404 404 404 404 404 404 200 404 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "reporting:filings": {
        "GET": "404 404 404 404 404 404 200 404 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "reporting:rates": {
        "GET": "404 404 404 404 404 200 200 404 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "reporting:reopen": {
        "GET": "405 405 405 405 405 405 405 405 404 302",
        "POST": "404 404 404 404 404 404 404 404 404 302",
    },
    "reporting:target": {
        "GET": "404 404 404 404 404 404 200 404 404 302",
        "POST": "404 404 404 404 404 404 422 404 404 302",
    },
    "reporting:why": {
        "GET": "200 200 200 404 404 200 200 200 404 302",
        "POST": "405 405 405 405 405 405 405 405 404 302",
    },
    "still_here": {
        "GET": "405 405 405 405 405 405 405 405 405 302",
        "POST": "204 204 204 204 204 204 204 204 204 302",
    },
    "unlock": {
        "GET": "405 405 405 405 405 405 405 405 405 302",
        "POST": "404 404 404 404 404 404 302 404 404 302",
    },
    "usersessions_list": {
        "GET": "200 200 200 200 200 200 200 200 200 302",
        "POST": "302 302 302 302 302 302 302 302 302 302",
    },
}
