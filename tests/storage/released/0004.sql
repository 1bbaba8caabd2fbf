BEGIN TRANSACTION;
CREATE TABLE absence (
	post TEXT NOT NULL, 
	first_day DATE NOT NULL, 
	last_day DATE NOT NULL, 
	PRIMARY KEY (post, first_day)
);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0004');
CREATE TABLE audit (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at DATETIME NOT NULL, 
	person TEXT NOT NULL, 
	action TEXT NOT NULL, 
	thing TEXT NOT NULL
);
INSERT INTO "audit" VALUES(1,'2026-12-01 03:20:00.559766','anna','referral.open','IPS-DJZ9');
INSERT INTO "audit" VALUES(2,'2026-12-01 03:20:00.703793','eva','referral.open','IPS-78B6');
INSERT INTO "audit" VALUES(3,'2026-12-01 03:20:00.721874','jonas','referral.received','IPS-78B6');
INSERT INTO "audit" VALUES(4,'2026-12-01 03:20:00.734507','jonas','referral.accepted','IPS-78B6');
CREATE TABLE inquiry (
	code TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	asker TEXT NOT NULL, 
	service TEXT, 
	post TEXT NOT NULL, 
	state TEXT NOT NULL, 
	is_open BOOLEAN NOT NULL, 
	version INTEGER NOT NULL, 
	changed_at DATETIME NOT NULL, 
	PRIMARY KEY (code)
);
CREATE TABLE inquiry_change (
	code TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	to_state TEXT NOT NULL, 
	by_person TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	reason TEXT, 
	times TEXT DEFAULT '' NOT NULL, 
	start TEXT, 
	PRIMARY KEY (code, number), 
	FOREIGN KEY(code) REFERENCES inquiry (code)
);
CREATE TABLE outbox (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person TEXT, 
	post TEXT, 
	text_key TEXT NOT NULL, 
	places JSON NOT NULL, 
	buttons JSON NOT NULL, 
	at DATETIME NOT NULL, 
	delivered_at DATETIME
, "key" TEXT, tries INTEGER DEFAULT '0' NOT NULL, next_try_at DATETIME, passed_on_at DATETIME);
INSERT INTO "outbox" VALUES(1,NULL,'dps-general','notice.requested','{"code": "IPS-DJZ9", "service": "\u00d8yane DPS: allmenn", "place": "0"}','[["referrals:IPS-DJZ9", "handle.open"]]','2026-12-01 03:20:00.559766','2026-12-01 03:20:00.565313',NULL,0,NULL,NULL);
INSERT INTO "outbox" VALUES(2,NULL,'dps-general','notice.requested','{"code": "IPS-78B6", "service": "\u00d8yane DPS: allmenn", "place": "0"}','[["referrals:IPS-78B6", "handle.open"]]','2026-12-01 03:20:00.703793','2026-12-01 03:20:00.707600',NULL,0,NULL,NULL);
INSERT INTO "outbox" VALUES(3,'eva',NULL,'notice.received','{"code": "IPS-78B6", "team": "IPS \u00d8yane DPS", "name": "Jonas", "reason": "", "role": "@owner.specialist", "seat": " (Allmenn)", "place": ""}','[["referrals:IPS-78B6", "referrals.show"]]','2026-12-01 03:20:00.721874','2026-12-01 03:20:00.725991',NULL,0,NULL,NULL);
INSERT INTO "outbox" VALUES(4,'eva',NULL,'notice.accepted','{"code": "IPS-78B6", "team": "IPS \u00d8yane DPS", "name": "Jonas", "reason": "", "role": "@owner.specialist", "seat": " (Allmenn)", "place": ""}','[["referrals:IPS-78B6", "referrals.show"]]','2026-12-01 03:20:00.734507','2026-12-01 03:20:00.739190',NULL,0,NULL,NULL);
CREATE TABLE person (
	id TEXT NOT NULL, 
	role TEXT NOT NULL, 
	service TEXT, 
	post TEXT, 
	name TEXT NOT NULL, 
	lang TEXT, email TEXT, 
	PRIMARY KEY (id)
);
INSERT INTO "person" VALUES('anna','clinician','oyane-dps-allmenn',NULL,'Anna',NULL,NULL);
INSERT INTO "person" VALUES('eva','clinician','oyane-dps-allmenn',NULL,'Eva',NULL,NULL);
INSERT INTO "person" VALUES('jonas','job_specialist',NULL,'dps-general','Jonas',NULL,NULL);
INSERT INTO "person" VALUES('kari','coordinator',NULL,NULL,'Kari',NULL,NULL);
CREATE TABLE question_count (
	day DATE NOT NULL, 
	topic TEXT NOT NULL, 
	outcome TEXT NOT NULL, 
	lang TEXT NOT NULL, 
	role TEXT NOT NULL, 
	count INTEGER NOT NULL, 
	PRIMARY KEY (day, topic, outcome, lang, role)
);
INSERT INTO "question_count" VALUES('2026-12-01','ips.definition','answer','nb','clinician',1);
INSERT INTO "question_count" VALUES('2026-12-01','','unknown','nb','clinician',1);
CREATE TABLE referral (
	code TEXT NOT NULL, 
	service TEXT NOT NULL, 
	clinician TEXT NOT NULL, 
	post TEXT NOT NULL, 
	state TEXT NOT NULL, 
	is_open BOOLEAN NOT NULL, 
	version INTEGER NOT NULL, 
	consent JSON NOT NULL, 
	changed_at DATETIME NOT NULL, waiting_since DATETIME, 
	PRIMARY KEY (code)
);
INSERT INTO "referral" VALUES('IPS-DJZ9','oyane-dps-allmenn','anna','dps-general','requested',1,1,'{"participation": true, "receivers": ["job_specialist"], "scope": "work", "form": "written", "given_on": "2026-12-01", "in_patient_record": true, "recorded_by": "anna", "recorded_at": "2026-12-01T04:20:00.554420+01:00", "wording": "2026-11-21", "withdrawn_at": null}','2026-12-01 03:20:00.554420',NULL);
INSERT INTO "referral" VALUES('IPS-78B6','oyane-dps-allmenn','eva','dps-general','accepted',1,3,'{"participation": true, "receivers": ["job_specialist"], "scope": "work", "form": "written", "given_on": "2026-12-01", "in_patient_record": true, "recorded_by": "eva", "recorded_at": "2026-12-01T04:20:00.698615+01:00", "wording": "2026-11-21", "withdrawn_at": null}','2026-12-01 03:20:00.729511',NULL);
CREATE TABLE referral_change (
	code TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	to_state TEXT NOT NULL, 
	by_person TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	reason TEXT, milestone TEXT, post TEXT, narrowed TEXT, 
	PRIMARY KEY (code, number), 
	FOREIGN KEY(code) REFERENCES referral (code)
);
INSERT INTO "referral_change" VALUES('IPS-DJZ9',1,'requested','anna','2026-12-01 03:20:00.554420',NULL,NULL,'dps-general',NULL);
INSERT INTO "referral_change" VALUES('IPS-78B6',1,'requested','eva','2026-12-01 03:20:00.698615',NULL,NULL,'dps-general',NULL);
INSERT INTO "referral_change" VALUES('IPS-78B6',2,'received','jonas','2026-12-01 03:20:00.714078',NULL,NULL,NULL,NULL);
INSERT INTO "referral_change" VALUES('IPS-78B6',3,'accepted','jonas','2026-12-01 03:20:00.729511',NULL,NULL,NULL,NULL);
CREATE TABLE session (
	person TEXT NOT NULL, 
	state JSON NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (person)
);
INSERT INTO "session" VALUES('anna','{"lang": "nb", "serial": 12, "dialog": null, "topic": "ips.definition", "paused": null, "waiting": {}}','2026-12-01 03:20:00.774830');
INSERT INTO "session" VALUES('eva','{"lang": "nb", "serial": 14, "dialog": {"name": "refer", "answers": {"informed": "yes"}, "editing": null, "listing": false}, "topic": null, "paused": null, "waiting": {}}','2026-12-01 03:20:00.795810');
INSERT INTO "session" VALUES('jonas','{"lang": "nb", "serial": 0, "dialog": null, "topic": null, "paused": null, "waiting": {}}','2026-12-01 03:20:00.734507');
INSERT INTO "session" VALUES('kari','{"lang": "nb", "serial": 0, "dialog": null, "topic": null, "paused": null, "waiting": {}}','2026-12-01 03:20:00.762305');
CREATE TABLE taken_update (
	channel TEXT NOT NULL, 
	update_id TEXT NOT NULL, 
	said JSON NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (channel, update_id)
);
INSERT INTO "taken_update" VALUES('play','anna:u1','{"replies": [{"text": "Har pasienten f\u00e5tt vite hva IPS er?", "title": "Henvisning \u00b7 sp\u00f8rsm\u00e5l 1", "do": [], "more": "Helsepersonell skal fortelle hva IPS inneb\u00e6rer, s\u00e5 pasienten kan velge selv.", "sources": [], "record": "", "calls": [], "choices": [{"id": "d:1:yes", "label": "Ja"}, {"id": "d:1:no", "label": "Nei"}, {"id": "d:1:!cancel", "label": "Avbryt"}], "tone": "plain", "files": []}], "kind": "dialog", "erase": false, "lang": "nb"}','2026-12-01 03:20:00.223577');
CREATE INDEX ix_person_post ON person (post);
CREATE INDEX ix_taken_update_at ON taken_update (at);
CREATE INDEX ix_referral_clinician ON referral (clinician, is_open, changed_at);
CREATE INDEX ix_referral_post ON referral (post, is_open, changed_at);
CREATE INDEX ix_outbox_person ON outbox (person, number);
CREATE INDEX ix_outbox_post ON outbox (post, number);
CREATE INDEX ix_referral_waiting ON referral (post, waiting_since);
CREATE UNIQUE INDEX ix_outbox_key ON outbox ("key");
CREATE INDEX ix_outbox_waiting ON outbox (delivered_at, passed_on_at, number);
CREATE INDEX ix_inquiry_asker ON inquiry (asker, is_open, changed_at);
CREATE INDEX ix_inquiry_post ON inquiry (post, is_open, changed_at);
CREATE INDEX ix_inquiry_open ON inquiry (is_open, code);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('outbox',4);
INSERT INTO "sqlite_sequence" VALUES('audit',4);
COMMIT;
