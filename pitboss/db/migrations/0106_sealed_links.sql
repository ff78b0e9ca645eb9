-- One-time links for documents are no longer in what is stored; those that were are taken out. Their players have them in
-- their mail; who had one in the chat alone is asked anew.
SET LOCAL lock_timeout = '5s';

UPDATE message
SET    text = regexp_replace(text, '(/help/[^/[:space:]]+/[a-z]{2}/documents/)[A-Za-z0-9_-]{20,}', '\1•••', 'g'),
       html = regexp_replace(html, '(/help/[^/[:space:]]+/[a-z]{2}/documents/)[A-Za-z0-9_-]{20,}', '\1•••', 'g'),
       quoted = regexp_replace(quoted, '(/help/[^/[:space:]]+/[a-z]{2}/documents/)[A-Za-z0-9_-]{20,}', '\1•••', 'g')
WHERE  text LIKE '%/documents/%' OR html LIKE '%/documents/%' OR quoted LIKE '%/documents/%';
