-- one row per thing in an agreement that has a day: to be answered, done, reached, said or ended by then, and by whom
-- It is known from a day on (always where nothing says from when), until it is settled or a later paper has another day.
with promised as (
    -- A target's last period is also that of a milestone where both are printed: it is told once, as the end.
    select
        agreement_code, target, period_end as day, what, said_by as known_from, superseded_on as known_until,
        source_url, source_id, source_row, notice,
    from marts.promise_points
    where what in ('milestone', 'final target', 'floor') and target is not null and period_end is not null
        and value_as_published is not null
),

told as (
    select agreement_code, day, what as kind, target, known_from, known_until, source_url, source_id, source_row, notice
    from promised
    where what <> 'milestone' or not exists (
        from promised as last
        where last.what = 'final target' and last.agreement_code = promised.agreement_code
            and last.target = promised.target and last.day = promised.day
    )

    union all by name

    select
        agreement_code, due_by as day, 'action' as kind, what, owner as who, target, policy_area,
        done_on_by as known_until, source_url, source_id, source_row, notice,
    from marts.pack_actions
    where due_by is not null

    union all by name

    select
        agreement_code, due as day, 'answer' as kind, text as what, to_body as who, body as asked_by, due_from, target,
        asked_by as known_from,
        -- What was answered on a day that nobody prints is waited for on none.
        coalesce(answered_on_by, if(response is not null, asked_by, null)) as known_until,
        source_url, source_id, source_row, notice,
    from marts.exchanges
    where due is not null

    union all by name

    select
        agreement_code, deadline as day, 'step' as kind, what, array_to_string(recipients, '; ') as who,
        body as asked_by, started as known_from, ended as known_until, source_url, source_row, notice,
    from marts.support_steps
    where deadline is not null

    union all by name

    select
        agreement_code, closes as day, 'chance to take part' as kind, title as what, policy_area, opens as known_from,
        source_id, source_row, notice,
    from marts.pack_engagement
    where closes is not null

    union all by name

    select
        area_code as agreement_code, period_end as day, 'end of the agreement' as kind, title as what,
        signed_off_by as who, coalesce(signed_on, published_on_by) as known_from, source_url, source_id, source_row, notice,
    from marts.pack_agreement
    where period_end is not null
)

from told
order by agreement_code, day, kind, source_row
