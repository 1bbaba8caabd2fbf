BEGIN TRANSACTION;
CREATE TABLE absence (
	post TEXT NOT NULL, 
	first_day DATE NOT NULL, 
	last_day DATE NOT NULL, 
	PRIMARY KEY (post, first_day)
);
CREATE TABLE account (
	channel TEXT NOT NULL, 
	channel_user TEXT NOT NULL, 
	person TEXT NOT NULL, 
	chat TEXT NOT NULL, 
	address JSON NOT NULL, 
	used_at DATETIME NOT NULL, 
	left_at DATETIME, 
	PRIMARY KEY (channel, channel_user)
);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0010');
CREATE TABLE audit (
	number INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	ref TEXT NOT NULL, 
	action TEXT NOT NULL, 
	thing TEXT NOT NULL, 
	previous TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (number)
);
INSERT INTO "audit" VALUES(1,'2026-12-01 03:23:21.840809','4026280eafd7b482','referral.open','IPS-3V4U','0000000000000000000000000000000000000000000000000000000000000000','6b043b93b5854df4558945d687e8630b414aecf86a7d9e0d2df259973ea948d4');
INSERT INTO "audit" VALUES(2,'2026-12-01 03:23:21.840809','4026280eafd7b482','referral.consent.given','IPS-3V4U','6b043b93b5854df4558945d687e8630b414aecf86a7d9e0d2df259973ea948d4','aed0f86e81eef26d7d07d03b3b04593b4d6b0ecfdbd5f0aa15a7ebd0f9d924ad');
INSERT INTO "audit" VALUES(3,'2026-12-01 03:23:22.053927','2a8387835a2476a9','referral.open','IPS-V6V6','aed0f86e81eef26d7d07d03b3b04593b4d6b0ecfdbd5f0aa15a7ebd0f9d924ad','a0f79a4b5c132705c1835d80c70bfa15e1b99a9e922905381e77290dc7fe3531');
INSERT INTO "audit" VALUES(4,'2026-12-01 03:23:22.053927','2a8387835a2476a9','referral.consent.given','IPS-V6V6','a0f79a4b5c132705c1835d80c70bfa15e1b99a9e922905381e77290dc7fe3531','81f776570975fa11b2f050feb2d58a250b9fbac3c2177276ca3c1dfe183737f5');
INSERT INTO "audit" VALUES(5,'2026-12-01 03:23:22.076563','3d050493a96b5dee','referral.read','IPS-V6V6','81f776570975fa11b2f050feb2d58a250b9fbac3c2177276ca3c1dfe183737f5','5d3f717db76c229456d69ea4ab9450c0e7b26127fa037c83995652b112e7ed5c');
INSERT INTO "audit" VALUES(6,'2026-12-01 03:23:22.076563','3d050493a96b5dee','referral.received','IPS-V6V6','5d3f717db76c229456d69ea4ab9450c0e7b26127fa037c83995652b112e7ed5c','a1f09bfe68d5f812681af80b66cd99a82bb683222e9b8e0998d9025f193f892d');
INSERT INTO "audit" VALUES(7,'2026-12-01 03:23:22.110620','3d050493a96b5dee','referral.read','IPS-V6V6','a1f09bfe68d5f812681af80b66cd99a82bb683222e9b8e0998d9025f193f892d','8533c59b4b5ddb08e3ee36baa0a0250f82af47a12793a821cebea3f8f7102886');
INSERT INTO "audit" VALUES(8,'2026-12-01 03:23:22.110620','3d050493a96b5dee','referral.accepted','IPS-V6V6','8533c59b4b5ddb08e3ee36baa0a0250f82af47a12793a821cebea3f8f7102886','dbaaebf0440ea3b11db8d1d17a5241cf16730739424d56866b010399ee43cb47');
CREATE TABLE audit_head (
	id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "audit_head" VALUES(1,8,'dbaaebf0440ea3b11db8d1d17a5241cf16730739424d56866b010399ee43cb47');
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
CREATE TABLE invitation (
	digest TEXT NOT NULL, 
	person TEXT NOT NULL, 
	expires_at DATETIME NOT NULL, 
	used_by TEXT, team TEXT, 
	PRIMARY KEY (digest)
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
INSERT INTO "outbox" VALUES(1,NULL,'dps-general','notice.requested','{"code": "IPS-3V4U", "service": "\u00d8yane DPS: allmenn", "place": "0"}','[["referrals:IPS-3V4U", "handle.open"]]','2026-12-01 03:23:21.840809','2026-12-01 03:23:21.860673',NULL,0,NULL,NULL);
INSERT INTO "outbox" VALUES(2,NULL,'coordinator','notice.nobody','{"code": "IPS-3V4U", "team": "IPS \u00d8yane DPS"}','[]','2026-12-01 03:23:21.840809','2026-12-01 03:23:21.860673',NULL,0,NULL,NULL);
INSERT INTO "outbox" VALUES(3,NULL,'dps-general','notice.requested','{"code": "IPS-V6V6", "service": "\u00d8yane DPS: allmenn", "place": "0"}','[["referrals:IPS-V6V6", "handle.open"]]','2026-12-01 03:23:22.053927','2026-12-01 03:23:22.070074',NULL,0,NULL,NULL);
INSERT INTO "outbox" VALUES(4,NULL,'coordinator','notice.nobody','{"code": "IPS-V6V6", "team": "IPS \u00d8yane DPS"}','[]','2026-12-01 03:23:22.053927','2026-12-01 03:23:22.070074',NULL,0,NULL,NULL);
INSERT INTO "outbox" VALUES(5,'eva',NULL,'notice.received','{"code": "IPS-V6V6", "team": "IPS \u00d8yane DPS", "name": "Jonas", "reason": "", "role": "@owner.specialist", "seat": " (Allmenn)", "place": ""}','[["referrals:IPS-V6V6", "referrals.show"]]','2026-12-01 03:23:22.076563','2026-12-01 03:23:22.092527',NULL,0,NULL,NULL);
INSERT INTO "outbox" VALUES(6,'eva',NULL,'notice.accepted','{"code": "IPS-V6V6", "team": "IPS \u00d8yane DPS", "name": "Jonas", "reason": "", "role": "@owner.specialist", "seat": " (Allmenn)", "place": ""}','[["referrals:IPS-V6V6", "referrals.show"]]','2026-12-01 03:23:22.110620','2026-12-01 03:23:22.123367',NULL,0,NULL,NULL);
CREATE TABLE own_absence (
	person TEXT NOT NULL, 
	first_day DATE NOT NULL, 
	last_day DATE NOT NULL, 
	PRIMARY KEY (person, first_day)
);
CREATE TABLE person (
	id TEXT NOT NULL, 
	role TEXT NOT NULL, 
	service TEXT, 
	post TEXT, 
	name TEXT NOT NULL, 
	lang TEXT, email TEXT, phone_hours TEXT, ref TEXT, 
	PRIMARY KEY (id)
);
INSERT INTO "person" VALUES('anna','clinician','oyane-dps-allmenn',NULL,'Anna',NULL,NULL,NULL,'4026280eafd7b482');
INSERT INTO "person" VALUES('eva','clinician','oyane-dps-allmenn',NULL,'Eva',NULL,NULL,NULL,'2a8387835a2476a9');
INSERT INTO "person" VALUES('jonas','job_specialist',NULL,'dps-general','Jonas',NULL,NULL,NULL,'3d050493a96b5dee');
INSERT INTO "person" VALUES('kari','coordinator',NULL,NULL,'Kari',NULL,NULL,NULL,'eb6ba9bd8652c957');
CREATE TABLE posting (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	channel TEXT NOT NULL, 
	chat TEXT NOT NULL, 
	address JSON NOT NULL, 
	person TEXT, 
	act TEXT NOT NULL, 
	lang TEXT NOT NULL, 
	reply JSON, 
	news INTEGER, 
	message TEXT NOT NULL, 
	thing TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	tries INTEGER NOT NULL, 
	next_try_at DATETIME, 
	done_at DATETIME, 
	carried BOOLEAN NOT NULL, 
	made TEXT NOT NULL
);
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
INSERT INTO "question_count" VALUES('2026-12-01','privacy.danger','choices','nb','clinician',1);
CREATE TABLE referral (
	code TEXT NOT NULL, 
	service TEXT NOT NULL, 
	clinician TEXT NOT NULL, 
	post TEXT NOT NULL, 
	state TEXT NOT NULL, 
	is_open BOOLEAN NOT NULL, 
	version INTEGER NOT NULL, 
	consent JSON NOT NULL, 
	changed_at DATETIME NOT NULL, waiting_since DATETIME, suggested JSON, 
	PRIMARY KEY (code)
);
INSERT INTO "referral" VALUES('IPS-3V4U','oyane-dps-allmenn','anna','dps-general','requested',1,1,'{"participation": true, "receivers": ["job_specialist"], "scope": "work", "form": "written", "given_on": "2026-12-01", "in_patient_record": true, "recorded_by": "anna", "recorded_at": "2026-12-01T04:23:21.841084+01:00", "wording": "2026-11-30", "withdrawn_at": null, "holds_days": 366, "employer_on": null}','2026-12-01 03:23:21.841084',NULL,'null');
INSERT INTO "referral" VALUES('IPS-V6V6','oyane-dps-allmenn','eva','dps-general','accepted',1,3,'{"participation": true, "receivers": ["job_specialist"], "scope": "work", "form": "written", "given_on": "2026-12-01", "in_patient_record": true, "recorded_by": "eva", "recorded_at": "2026-12-01T04:23:22.054239+01:00", "wording": "2026-11-30", "withdrawn_at": null, "holds_days": 366, "employer_on": null}','2026-12-01 03:23:22.110899',NULL,'null');
CREATE TABLE referral_change (
	code TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	to_state TEXT NOT NULL, 
	by_person TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	reason TEXT, milestone TEXT, post TEXT, narrowed TEXT, replaced JSON, talk JSON, 
	PRIMARY KEY (code, number), 
	FOREIGN KEY(code) REFERENCES referral (code)
);
INSERT INTO "referral_change" VALUES('IPS-3V4U',1,'requested','anna','2026-12-01 03:23:21.841084',NULL,NULL,'dps-general',NULL,NULL,NULL);
INSERT INTO "referral_change" VALUES('IPS-V6V6',1,'requested','eva','2026-12-01 03:23:22.054239',NULL,NULL,'dps-general',NULL,NULL,NULL);
INSERT INTO "referral_change" VALUES('IPS-V6V6',2,'received','jonas','2026-12-01 03:23:22.077087',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "referral_change" VALUES('IPS-V6V6',3,'accepted','jonas','2026-12-01 03:23:22.110899',NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE session (
	person TEXT NOT NULL, 
	state JSON NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (person)
);
INSERT INTO "session" VALUES('anna','{"lang": "nb", "serial": 13, "dialog": null, "topic": "ips.definition", "paused": null, "waiting": {}, "dropped": [], "lesson": 0, "learning": false}','2026-12-01 03:23:22.188933');
INSERT INTO "session" VALUES('eva','{"lang": "nb", "serial": 15, "dialog": {"name": "refer", "answers": {"informed": "yes"}, "editing": null, "listing": false, "about": ""}, "topic": null, "paused": null, "waiting": {}, "dropped": [], "lesson": 0, "learning": false}','2026-12-01 03:23:22.219351');
INSERT INTO "session" VALUES('jonas','{"lang": "nb", "serial": 0, "dialog": null, "topic": null, "paused": null, "waiting": {}, "dropped": [], "lesson": 0, "learning": false}','2026-12-01 03:23:22.110620');
INSERT INTO "session" VALUES('kari','{"lang": "nb", "serial": 0, "dialog": null, "topic": null, "paused": null, "waiting": {}, "dropped": [], "lesson": 0, "learning": false}','2026-12-01 03:23:22.171625');
CREATE TABLE taken_update (
	channel TEXT NOT NULL, 
	update_id TEXT NOT NULL, 
	said JSON NOT NULL, 
	at DATETIME NOT NULL, person TEXT, 
	PRIMARY KEY (channel, update_id)
);
INSERT INTO "taken_update" VALUES('play','anna:bb82030dbc2bcaba32a90bf2e207a84a','{"replies": [{"text": "Har pasienten f\u00e5tt vite hva IPS er?", "title": "Henvisning \u00b7 sp\u00f8rsm\u00e5l 1", "do": [], "more": "Helsepersonell skal fortelle hva IPS inneb\u00e6rer, s\u00e5 pasienten kan velge selv.", "sources": [], "record": "", "calls": [], "choices": [{"id": "d:1:yes", "label": "Ja"}, {"id": "d:1:no", "label": "Nei"}, {"id": "d:1:!cancel", "label": "Avbryt"}], "tone": "plain", "files": [], "pictures": []}], "kind": "dialog", "erase": false, "lang": "nb"}','2026-12-01 03:23:21.326417','anna');
CREATE TABLE team_channel (
	team TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	chat TEXT NOT NULL, 
	address JSON NOT NULL, 
	lang TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (team)
);
CREATE TABLE unanswered (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	day DATE NOT NULL, 
	lang TEXT NOT NULL, 
	text TEXT NOT NULL, 
	same TEXT NOT NULL
);
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
CREATE INDEX ix_taken_update_person ON taken_update (person);
CREATE INDEX ix_session_at ON session (at);
CREATE INDEX ix_unanswered_day ON unanswered (day);
CREATE INDEX ix_unanswered_same ON unanswered (same);
CREATE UNIQUE INDEX ix_person_ref ON person (ref);
CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END;
CREATE TRIGGER audit_kept BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END;
CREATE TRIGGER audit_follows BEFORE INSERT ON audit WHEN NOT EXISTS (SELECT 1 FROM audit_head AS head WHERE NEW.number = head.number + 1 AND NEW.previous = head.hash) BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END;
CREATE TRIGGER audit_head_kept BEFORE DELETE ON audit_head BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END;
CREATE TRIGGER audit_head_one BEFORE INSERT ON audit_head BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END;
CREATE TRIGGER audit_head_moves BEFORE UPDATE ON audit_head WHEN NOT (NEW.number = OLD.number + 1 AND NEW.id = OLD.id AND EXISTS (SELECT 1 FROM audit WHERE audit.number = NEW.number AND audit.hash = NEW.hash)) BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END;
CREATE INDEX ix_account_person ON account (person);
CREATE INDEX ix_account_chat ON account (channel, chat);
CREATE INDEX ix_invitation_person ON invitation (person);
CREATE INDEX ix_invitation_expires_at ON invitation (expires_at);
CREATE INDEX ix_posting_waiting ON posting (done_at, channel, chat, number);
CREATE INDEX ix_posting_thing ON posting (thing, channel, chat);
CREATE INDEX ix_posting_news ON posting (news);
CREATE INDEX ix_posting_person ON posting (person);
CREATE INDEX ix_posting_done_at ON posting (done_at);
CREATE INDEX ix_referral_open ON referral (is_open, code);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('outbox',6);
COMMIT;
