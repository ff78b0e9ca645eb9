-- What reports on complaints count.
CREATE INDEX event_complaint_at ON event (brand_id, at) WHERE type LIKE 'complaint\_%';
CREATE INDEX complaint_view_at ON complaint_view (brand_id, id);
