-- every figure belongs to an area we know
select source_id as file, area_code as value
from marts.figures
anti join marts.areas using (area_code)
