-- doubt: one row per request to the police that is told as one to be answered in 20 working days
-- They answer to scrutiny by another law, so no day is worked out for them.
select
    source_id, source_row, 'to_body' as column_name, to_body as value,
    'the police are not bound to answer a request within 20 working days' as problem,
    'Call it a question, or name the body that is bound' as what_to_do,
from packs.scrutiny
where kind = 'request' and is_of_police(to_body)
