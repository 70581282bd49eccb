-- one row per code a publisher may print: the area it stands for, and why
select published_code, area_code, evidence from staging.area_codes order by published_code
