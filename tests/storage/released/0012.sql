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
INSERT INTO "alembic_version" VALUES('0012');
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
INSERT INTO "audit" VALUES(1,'2026-12-01 03:40:06.042824','c9fc5ba60ded4f9b','referral.open','IPS-P99M','0000000000000000000000000000000000000000000000000000000000000000','ceebd7c946203550f96de1f2e1035aa75dc534be35d0bbd5135f0f7916d4c7c3');
INSERT INTO "audit" VALUES(2,'2026-12-01 03:40:06.042824','c9fc5ba60ded4f9b','referral.consent.given','IPS-P99M','ceebd7c946203550f96de1f2e1035aa75dc534be35d0bbd5135f0f7916d4c7c3','85ea1c66ae17c44a5ff4f46754e28d7b751c3b031087233aba2b4942a033c2ee');
INSERT INTO "audit" VALUES(3,'2026-12-01 03:40:46.802840','c9fc5ba60ded4f9b','referral.open','IPS-H4ZX','85ea1c66ae17c44a5ff4f46754e28d7b751c3b031087233aba2b4942a033c2ee','621703a949cf0a89cb50fd3a8196afe17cb136f1f054c47752047fb93a7fdb0a');
INSERT INTO "audit" VALUES(4,'2026-12-01 03:40:46.802840','c9fc5ba60ded4f9b','referral.consent.given','IPS-H4ZX','621703a949cf0a89cb50fd3a8196afe17cb136f1f054c47752047fb93a7fdb0a','985b57589a550a4e0a3a5eb8b0e6134c8be837fe6ad5c29d9ca267424f21a390');
INSERT INTO "audit" VALUES(5,'2026-12-01 03:40:51.123555','d97e43a10031c200','referral.read','IPS-H4ZX','985b57589a550a4e0a3a5eb8b0e6134c8be837fe6ad5c29d9ca267424f21a390','543e973a110f785d330218f1925bf120b24fd82582f2b177089684cbd5a96c56');
INSERT INTO "audit" VALUES(6,'2026-12-01 03:40:51.123555','d97e43a10031c200','referral.received','IPS-H4ZX','543e973a110f785d330218f1925bf120b24fd82582f2b177089684cbd5a96c56','389fb3040666361e2c7e0ed0d2bee2ea6f29bc1f7353e06e8ba888d77232c57f');
INSERT INTO "audit" VALUES(7,'2026-12-01 03:40:51.288969','d97e43a10031c200','referral.read','IPS-H4ZX','389fb3040666361e2c7e0ed0d2bee2ea6f29bc1f7353e06e8ba888d77232c57f','064f9f7a4e295413befd0d383997e207223588aed791a53d21ba4be2bf8690a1');
INSERT INTO "audit" VALUES(8,'2026-12-01 03:40:51.288969','d97e43a10031c200','referral.accepted','IPS-H4ZX','064f9f7a4e295413befd0d383997e207223588aed791a53d21ba4be2bf8690a1','7d525c26d18832a5d542f17e90c3b65c336ce35a966ca6581375147e9efacb2a');
CREATE TABLE audit_head (
	id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "audit_head" VALUES(1,8,'7d525c26d18832a5d542f17e90c3b65c336ce35a966ca6581375147e9efacb2a');
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
INSERT INTO "outbox" VALUES(1,'jonas','dps-general','notice.requested','{"code": "IPS-P99M", "service": "\u00d8yane DPS: allmenn", "place": "0"}','[["referrals:IPS-P99M", "handle.open"]]','2026-12-01 03:40:06.042824','2026-12-01 03:40:06.082331',NULL,0,NULL,NULL);
INSERT INTO "outbox" VALUES(2,'jonas','dps-general','notice.requested','{"code": "IPS-H4ZX", "service": "\u00d8yane DPS: allmenn", "place": "0"}','[["referrals:IPS-H4ZX", "handle.open"]]','2026-12-01 03:40:46.802840','2026-12-01 03:40:47.282374',NULL,0,NULL,NULL);
INSERT INTO "outbox" VALUES(3,'anna',NULL,'notice.received','{"code": "IPS-H4ZX", "team": "IPS \u00d8yane DPS", "name": "Jonas", "reason": "", "role": "@owner.specialist", "seat": " (Allmenn)", "place": ""}','[["referrals:IPS-H4ZX", "referrals.show"]]','2026-12-01 03:40:51.123555','2026-12-01 03:40:51.191875',NULL,0,NULL,NULL);
INSERT INTO "outbox" VALUES(4,'anna',NULL,'notice.accepted','{"code": "IPS-H4ZX", "team": "IPS \u00d8yane DPS", "name": "Jonas", "reason": "", "role": "@owner.specialist", "seat": " (Allmenn)", "place": ""}','[["referrals:IPS-H4ZX", "referrals.show"]]','2026-12-01 03:40:51.288969','2026-12-01 03:40:51.305638',NULL,0,NULL,NULL);
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
INSERT INTO "person" VALUES('jonas','job_specialist',NULL,'dps-general','Jonas',NULL,NULL,NULL,'d97e43a10031c200');
INSERT INTO "person" VALUES('anna','clinician','oyane-dps-allmenn',NULL,'Anna',NULL,NULL,NULL,'c9fc5ba60ded4f9b');
INSERT INTO "person" VALUES('eva','clinician','oyane-dps-allmenn',NULL,'Eva',NULL,NULL,NULL,'fcd8d1ed654772ef');
INSERT INTO "person" VALUES('kari','coordinator',NULL,NULL,'Kari',NULL,NULL,NULL,'c4e992257245f9e4');
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
INSERT INTO "question_count" VALUES('2026-12-01','ips.definition','answer','nb','clinician',2);
INSERT INTO "question_count" VALUES('2026-12-01','privacy.consent_age','answer','nb','clinician',1);
INSERT INTO "question_count" VALUES('2026-12-01','ips.recovery_hope','choices','nb','clinician',1);
INSERT INTO "question_count" VALUES('2026-12-01','privacy.staff_instruction','answer','nb','clinician',1);
INSERT INTO "question_count" VALUES('2026-12-01','privacy.staff_instruction','choices','nb','clinician',1);
INSERT INTO "question_count" VALUES('2026-12-01','privacy.staff_instruction','likely','nb','clinician',1);
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
INSERT INTO "referral" VALUES('IPS-P99M','oyane-dps-allmenn','anna','dps-general','requested',1,1,'{"participation": true, "receivers": ["job_specialist"], "scope": "work", "form": "written", "given_on": "2026-12-01", "in_patient_record": true, "recorded_by": "anna", "recorded_at": "2026-12-01T04:40:06.043222+01:00", "wording": "2026-11-30", "withdrawn_at": null, "holds_days": 366, "employer_on": null}','2026-12-01 03:40:06.043222',NULL,'null');
INSERT INTO "referral" VALUES('IPS-H4ZX','oyane-dps-allmenn','anna','dps-general','accepted',1,3,'{"participation": true, "receivers": ["job_specialist"], "scope": "work", "form": "written", "given_on": "2026-12-01", "in_patient_record": true, "recorded_by": "anna", "recorded_at": "2026-12-01T04:40:46.818025+01:00", "wording": "2026-11-30", "withdrawn_at": null, "holds_days": 366, "employer_on": null}','2026-12-01 03:40:51.289320',NULL,'null');
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
INSERT INTO "referral_change" VALUES('IPS-P99M',1,'requested','anna','2026-12-01 03:40:06.043222',NULL,NULL,'dps-general',NULL,NULL,NULL);
INSERT INTO "referral_change" VALUES('IPS-H4ZX',1,'requested','anna','2026-12-01 03:40:46.818025',NULL,NULL,'dps-general',NULL,NULL,NULL);
INSERT INTO "referral_change" VALUES('IPS-H4ZX',2,'received','jonas','2026-12-01 03:40:51.124939',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "referral_change" VALUES('IPS-H4ZX',3,'accepted','jonas','2026-12-01 03:40:51.289320',NULL,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO "session" VALUES('jonas','{"lang": "nb", "serial": 0, "dialog": null, "topic": null, "paused": null, "waiting": {}, "dropped": [], "lesson": 0, "learning": false, "track": "", "learned": {}, "missed": []}','2026-12-01 03:40:51.288969');
INSERT INTO "session" VALUES('anna','{"lang": "nb", "serial": 26, "dialog": null, "topic": "ips.definition", "paused": null, "waiting": {}, "dropped": [], "lesson": 0, "learning": false, "track": "", "learned": {}, "missed": []}','2026-12-01 03:40:51.608240');
INSERT INTO "session" VALUES('eva','{"lang": "nb", "serial": 17, "dialog": {"name": "refer", "answers": {"informed": "yes", "wish": "yes", "treatment": "yes", "age": "adult", "sick_listed": "yes", "supervisor_agrees": "no"}, "editing": null, "listing": false, "about": ""}, "topic": null, "paused": null, "waiting": {}, "dropped": [], "lesson": 0, "learning": false, "track": "", "learned": {}, "missed": []}','2026-12-01 03:40:52.173125');
INSERT INTO "session" VALUES('kari','{"lang": "nb", "serial": 0, "dialog": null, "topic": null, "paused": null, "waiting": {}, "dropped": [], "lesson": 0, "learning": false, "track": "", "learned": {}, "missed": []}','2026-12-01 03:40:51.556961');
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
INSERT INTO "taken_update" VALUES('play','jonas:d5ce8b971a89e313016266919dd5e89d','{"replies": [{"text": "Hei! Hva lurer du p\u00e5 om IPS?", "title": "", "do": [], "more": "", "sources": [], "record": "", "calls": [], "choices": [{"id": "help:", "label": "Hva kan du hjelpe med?"}], "tone": "plain", "files": [], "pictures": [], "opened": false}], "kind": "smalltalk", "erase": false, "lang": "nb"}','2026-12-01 03:39:59.733858','jonas');
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
CREATE INDEX ix_web_session_person ON web_session (person);
CREATE INDEX ix_web_session_sid ON web_session (sid);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('outbox',4);
COMMIT;
