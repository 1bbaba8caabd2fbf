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
INSERT INTO "alembic_version" VALUES('0013');
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
INSERT INTO "audit" VALUES(1,'2026-12-01 03:25:48.270975','0221edf25541341c','referral.open','IPS-N74W','0000000000000000000000000000000000000000000000000000000000000000','44a88e730e4d857ec4a8e48af52c62dfe9e9977f7a643c05c4613b1f7c82d542');
INSERT INTO "audit" VALUES(2,'2026-12-01 03:25:48.270975','0221edf25541341c','referral.consent.given','IPS-N74W','44a88e730e4d857ec4a8e48af52c62dfe9e9977f7a643c05c4613b1f7c82d542','1befb9053fcb7a3667805668850499b99e88c21b3c0f48a36d532ddde8992532');
INSERT INTO "audit" VALUES(3,'2026-12-01 03:25:49.031534','4adeec9031284899','referral.open','IPS-V2MN','1befb9053fcb7a3667805668850499b99e88c21b3c0f48a36d532ddde8992532','ccb520668f4b3f3dfac416f1f91ec7ef4b3095c67fefceb22e40a2087d7bd314');
INSERT INTO "audit" VALUES(4,'2026-12-01 03:25:49.031534','4adeec9031284899','referral.consent.given','IPS-V2MN','ccb520668f4b3f3dfac416f1f91ec7ef4b3095c67fefceb22e40a2087d7bd314','bd4fa0098cf9e7ded792550924060752a2bc646e426cef84a377f6d9b452b93e');
INSERT INTO "audit" VALUES(5,'2026-12-01 03:25:49.320093','ba562dd7a98116d9','referral.read','IPS-V2MN','bd4fa0098cf9e7ded792550924060752a2bc646e426cef84a377f6d9b452b93e','4e9c5880bda4e0fcc1820a4d4dcac8e2b3dacaf2da57b6f6b3fa08c5e68b9b52');
INSERT INTO "audit" VALUES(6,'2026-12-01 03:25:49.320093','ba562dd7a98116d9','referral.received','IPS-V2MN','4e9c5880bda4e0fcc1820a4d4dcac8e2b3dacaf2da57b6f6b3fa08c5e68b9b52','16f9fd44944886c271b4f236343feefe27824dcd0a3cd726862a04cc94e6b51b');
INSERT INTO "audit" VALUES(7,'2026-12-01 03:25:49.734803','ba562dd7a98116d9','referral.read','IPS-V2MN','16f9fd44944886c271b4f236343feefe27824dcd0a3cd726862a04cc94e6b51b','f677628cf97ad362bede0471f4e92a303e9a2cff1ec3ef16e538ba6d34679fe4');
INSERT INTO "audit" VALUES(8,'2026-12-01 03:25:49.734803','ba562dd7a98116d9','referral.accepted','IPS-V2MN','f677628cf97ad362bede0471f4e92a303e9a2cff1ec3ef16e538ba6d34679fe4','ebe802ca755e3c170c712a3920ebf39a9824a195500d0e06603adb387174677e');
CREATE TABLE audit_head (
	id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "audit_head" VALUES(1,8,'ebe802ca755e3c170c712a3920ebf39a9824a195500d0e06603adb387174677e');
CREATE TABLE course_reminder (
	person TEXT NOT NULL, 
	since DATETIME NOT NULL, 
	PRIMARY KEY (person)
);
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
INSERT INTO "outbox" VALUES(1,NULL,'dps-general','notice.requested','{"code": "IPS-N74W", "service": "\u00d8yane DPS: allmenn", "place": "0"}','[["referrals:IPS-N74W", "handle.open"]]','2026-12-01 03:25:48.270975','2026-12-01 03:25:48.293711',NULL,0,NULL,NULL);
INSERT INTO "outbox" VALUES(2,NULL,'coordinator','notice.nobody','{"code": "IPS-N74W", "team": "IPS \u00d8yane DPS"}','[]','2026-12-01 03:25:48.270975','2026-12-01 03:25:48.293711',NULL,0,NULL,NULL);
INSERT INTO "outbox" VALUES(3,NULL,'dps-general','notice.requested','{"code": "IPS-V2MN", "service": "\u00d8yane DPS: allmenn", "place": "0"}','[["referrals:IPS-V2MN", "handle.open"]]','2026-12-01 03:25:49.031534','2026-12-01 03:25:49.276322',NULL,0,NULL,NULL);
INSERT INTO "outbox" VALUES(4,NULL,'coordinator','notice.nobody','{"code": "IPS-V2MN", "team": "IPS \u00d8yane DPS"}','[]','2026-12-01 03:25:49.031534','2026-12-01 03:25:49.276322',NULL,0,NULL,NULL);
INSERT INTO "outbox" VALUES(5,'eva',NULL,'notice.received','{"code": "IPS-V2MN", "team": "IPS \u00d8yane DPS", "name": "Jonas", "reason": "", "role": "@owner.specialist", "seat": " (Allmenn)", "place": ""}','[["referrals:IPS-V2MN", "referrals.show"]]','2026-12-01 03:25:49.320093','2026-12-01 03:25:49.606867',NULL,0,NULL,NULL);
INSERT INTO "outbox" VALUES(6,'eva',NULL,'notice.accepted','{"code": "IPS-V2MN", "team": "IPS \u00d8yane DPS", "name": "Jonas", "reason": "", "role": "@owner.specialist", "seat": " (Allmenn)", "place": ""}','[["referrals:IPS-V2MN", "referrals.show"]]','2026-12-01 03:25:49.734803','2026-12-01 03:25:49.888423',NULL,0,NULL,NULL);
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
INSERT INTO "person" VALUES('anna','clinician','oyane-dps-allmenn',NULL,'Anna',NULL,NULL,NULL,'0221edf25541341c');
INSERT INTO "person" VALUES('eva','clinician','oyane-dps-allmenn',NULL,'Eva',NULL,NULL,NULL,'4adeec9031284899');
INSERT INTO "person" VALUES('jonas','job_specialist',NULL,'dps-general','Jonas',NULL,NULL,NULL,'ba562dd7a98116d9');
INSERT INTO "person" VALUES('kari','coordinator',NULL,NULL,'Kari',NULL,NULL,NULL,'f2f7e2f90ae42e7b');
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
INSERT INTO "referral" VALUES('IPS-N74W','oyane-dps-allmenn','anna','dps-general','requested',1,1,'{"participation": true, "receivers": ["job_specialist"], "scope": "work", "form": "written", "given_on": "2026-12-01", "in_patient_record": true, "recorded_by": "anna", "recorded_at": "2026-12-01T04:25:48.271269+01:00", "wording": "2026-11-30", "withdrawn_at": null, "holds_days": 366, "employer_on": null}','2026-12-01 03:25:48.271269',NULL,'null');
INSERT INTO "referral" VALUES('IPS-V2MN','oyane-dps-allmenn','eva','dps-general','accepted',1,3,'{"participation": true, "receivers": ["job_specialist"], "scope": "work", "form": "written", "given_on": "2026-12-01", "in_patient_record": true, "recorded_by": "eva", "recorded_at": "2026-12-01T04:25:49.047921+01:00", "wording": "2026-11-30", "withdrawn_at": null, "holds_days": 366, "employer_on": null}','2026-12-01 03:25:49.735166',NULL,'null');
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
INSERT INTO "referral_change" VALUES('IPS-N74W',1,'requested','anna','2026-12-01 03:25:48.271269',NULL,NULL,'dps-general',NULL,NULL,NULL);
INSERT INTO "referral_change" VALUES('IPS-V2MN',1,'requested','eva','2026-12-01 03:25:49.047921',NULL,NULL,'dps-general',NULL,NULL,NULL);
INSERT INTO "referral_change" VALUES('IPS-V2MN',2,'received','jonas','2026-12-01 03:25:49.339231',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "referral_change" VALUES('IPS-V2MN',3,'accepted','jonas','2026-12-01 03:25:49.735166',NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE seen_clock (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE session (
	person TEXT NOT NULL, 
	state JSON NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (person)
);
INSERT INTO "session" VALUES('anna','{"lang": "nb", "serial": 13, "dialog": null, "topic": "ips.definition", "paused": null, "waiting": {}, "dropped": [], "lesson": 0, "learning": false, "track": "", "learned": {}, "missed": []}','2026-12-01 03:25:50.465440');
INSERT INTO "session" VALUES('eva','{"lang": "nb", "serial": 15, "dialog": {"name": "refer", "answers": {"informed": "yes"}, "editing": null, "listing": false, "about": ""}, "topic": null, "paused": null, "waiting": {}, "dropped": [], "lesson": 0, "learning": false, "track": "", "learned": {}, "missed": []}','2026-12-01 03:25:51.029236');
INSERT INTO "session" VALUES('jonas','{"lang": "nb", "serial": 0, "dialog": null, "topic": null, "paused": null, "waiting": {}, "dropped": [], "lesson": 0, "learning": false, "track": "", "learned": {}, "missed": []}','2026-12-01 03:25:49.734803');
INSERT INTO "session" VALUES('kari','{"lang": "nb", "serial": 0, "dialog": null, "topic": null, "paused": null, "waiting": {}, "dropped": [], "lesson": 0, "learning": false, "track": "", "learned": {}, "missed": []}','2026-12-01 03:25:50.302978');
CREATE TABLE sign_in (
	subject TEXT NOT NULL, 
	person TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (subject)
);
CREATE TABLE taken_update (
	channel TEXT NOT NULL, 
	update_id TEXT NOT NULL, 
	said JSON NOT NULL, 
	at DATETIME NOT NULL, person TEXT, 
	PRIMARY KEY (channel, update_id)
);
INSERT INTO "taken_update" VALUES('play','anna:bb82030dbc2bcaba32a90bf2e207a84a','{"replies": [{"text": "Har pasienten f\u00e5tt vite hva IPS er?", "title": "Henvisning \u00b7 sp\u00f8rsm\u00e5l 1 av 11", "do": [], "more": "Helsepersonell skal fortelle hva IPS inneb\u00e6rer, s\u00e5 pasienten kan velge selv.", "sources": [], "record": "", "calls": [], "choices": [{"id": "d:1:yes", "label": "Ja"}, {"id": "d:1:no", "label": "Nei"}, {"id": "d:1:!cancel", "label": "Avbryt"}], "tone": "plain", "files": [], "pictures": [], "opened": false}], "kind": "dialog", "erase": false, "lang": "nb"}','2026-12-01 03:25:46.917587','anna');
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
CREATE TABLE web_session (
	digest TEXT NOT NULL, 
	person TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	sid TEXT NOT NULL, 
	begun_at DATETIME NOT NULL, 
	seen_at DATETIME NOT NULL, 
	proved_at DATETIME NOT NULL, 
	PRIMARY KEY (digest)
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
CREATE INDEX ix_sign_in_person ON sign_in (person);
CREATE INDEX ix_web_session_seen_at ON web_session (seen_at);
CREATE INDEX ix_web_session_subject ON web_session (subject);
CREATE INDEX ix_web_session_sid ON web_session (sid);
CREATE INDEX ix_web_session_person ON web_session (person);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('outbox',6);
COMMIT;
