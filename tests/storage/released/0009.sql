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
INSERT INTO "alembic_version" VALUES('0009');
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
INSERT INTO "audit" VALUES(1,'2026-12-01 03:35:42.058559','0f082aeabdc6dd22','referral.open','IPS-2Y42','0000000000000000000000000000000000000000000000000000000000000000','52512f40f427e1e33320a05d45990bd44c8eebe86775393373b92df6afe68eab');
INSERT INTO "audit" VALUES(2,'2026-12-01 03:35:42.058559','0f082aeabdc6dd22','referral.consent.given','IPS-2Y42','52512f40f427e1e33320a05d45990bd44c8eebe86775393373b92df6afe68eab','e0ef5f0402ab9fa424d5e14251d886563a9ddde188732b10d0b7ec571b6e8378');
INSERT INTO "audit" VALUES(3,'2026-12-01 03:36:29.927962','0f082aeabdc6dd22','referral.open','IPS-SS5F','e0ef5f0402ab9fa424d5e14251d886563a9ddde188732b10d0b7ec571b6e8378','854002984c006aaa1d185a966866a7eab1abc10b6f28e243f0e6b50f809f25f4');
INSERT INTO "audit" VALUES(4,'2026-12-01 03:36:29.927962','0f082aeabdc6dd22','referral.consent.given','IPS-SS5F','854002984c006aaa1d185a966866a7eab1abc10b6f28e243f0e6b50f809f25f4','96bc251c7926ab9dfdfb8b82aa20a757de1941fc73998a9b52db08fa517555a7');
INSERT INTO "audit" VALUES(5,'2026-12-01 03:36:37.155101','62c8c4299a4f6afa','referral.read','IPS-SS5F','96bc251c7926ab9dfdfb8b82aa20a757de1941fc73998a9b52db08fa517555a7','6995add5c3810967ebd920059b28917c501a8e97f4778472a31f9b033e4fd89c');
INSERT INTO "audit" VALUES(6,'2026-12-01 03:36:37.155101','62c8c4299a4f6afa','referral.received','IPS-SS5F','6995add5c3810967ebd920059b28917c501a8e97f4778472a31f9b033e4fd89c','6e57cb69465b657301c10d62227e5949f094c64b61f07604459bdcb30811600c');
INSERT INTO "audit" VALUES(7,'2026-12-01 03:36:37.175967','62c8c4299a4f6afa','referral.read','IPS-SS5F','6e57cb69465b657301c10d62227e5949f094c64b61f07604459bdcb30811600c','fd3d01e3b7d9a510ba85b2dadb7cef58db6fdaed25b13575e58e371910d0d255');
INSERT INTO "audit" VALUES(8,'2026-12-01 03:36:37.175967','62c8c4299a4f6afa','referral.accepted','IPS-SS5F','fd3d01e3b7d9a510ba85b2dadb7cef58db6fdaed25b13575e58e371910d0d255','999774294b7bafee28634a03b52eaa7396fcfd3d853fac691aed49c59da21d5e');
CREATE TABLE audit_head (
	id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "audit_head" VALUES(1,8,'999774294b7bafee28634a03b52eaa7396fcfd3d853fac691aed49c59da21d5e');
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
INSERT INTO "outbox" VALUES(1,'jonas','dps-general','notice.requested','{"code": "IPS-2Y42", "service": "\u00d8yane DPS: allmenn", "place": "0"}','[["referrals:IPS-2Y42", "handle.open"]]','2026-12-01 03:35:42.058559','2026-12-01 03:35:42.092151',NULL,0,NULL,NULL);
INSERT INTO "outbox" VALUES(2,'jonas','dps-general','notice.requested','{"code": "IPS-SS5F", "service": "\u00d8yane DPS: allmenn", "place": "0"}','[["referrals:IPS-SS5F", "handle.open"]]','2026-12-01 03:36:29.927962','2026-12-01 03:36:29.949092',NULL,0,NULL,NULL);
INSERT INTO "outbox" VALUES(3,'anna',NULL,'notice.received','{"code": "IPS-SS5F", "team": "IPS \u00d8yane DPS", "name": "Jonas", "reason": "", "role": "@owner.specialist", "seat": " (Allmenn)", "place": ""}','[["referrals:IPS-SS5F", "referrals.show"]]','2026-12-01 03:36:37.155101','2026-12-01 03:36:37.172641',NULL,0,NULL,NULL);
INSERT INTO "outbox" VALUES(4,'anna',NULL,'notice.accepted','{"code": "IPS-SS5F", "team": "IPS \u00d8yane DPS", "name": "Jonas", "reason": "", "role": "@owner.specialist", "seat": " (Allmenn)", "place": ""}','[["referrals:IPS-SS5F", "referrals.show"]]','2026-12-01 03:36:37.175967','2026-12-01 03:36:37.189385',NULL,0,NULL,NULL);
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
INSERT INTO "person" VALUES('jonas','job_specialist',NULL,'dps-general','Jonas',NULL,NULL,NULL,'62c8c4299a4f6afa');
INSERT INTO "person" VALUES('anna','clinician','oyane-dps-allmenn',NULL,'Anna',NULL,NULL,NULL,'0f082aeabdc6dd22');
INSERT INTO "person" VALUES('eva','clinician','oyane-dps-allmenn',NULL,'Eva',NULL,NULL,NULL,'d8598de3098d4cf2');
INSERT INTO "person" VALUES('kari','coordinator',NULL,NULL,'Kari',NULL,NULL,NULL,'d47e047d95f33853');
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
INSERT INTO "question_count" VALUES('2026-12-01','privacy.danger','choices','nb','clinician',2);
INSERT INTO "question_count" VALUES('2026-12-01','privacy.consent_age','answer','nb','clinician',1);
INSERT INTO "question_count" VALUES('2026-12-01','ips.principle.zero_exclusion','choices','nb','clinician',1);
INSERT INTO "question_count" VALUES('2026-12-01','privacy.staff_instruction','answer','nb','clinician',1);
INSERT INTO "question_count" VALUES('2026-12-01','','unknown','nb','clinician',1);
INSERT INTO "question_count" VALUES('2026-12-01','referral.who_can_refer','answer','nb','clinician',1);
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
INSERT INTO "referral" VALUES('IPS-2Y42','oyane-dps-allmenn','anna','dps-general','requested',1,1,'{"participation": true, "receivers": ["job_specialist"], "scope": "work", "form": "written", "given_on": "2026-12-01", "in_patient_record": true, "recorded_by": "anna", "recorded_at": "2026-12-01T04:35:42.058801+01:00", "wording": "2026-11-30", "withdrawn_at": null, "holds_days": 366, "employer_on": null}','2026-12-01 03:35:42.058801',NULL);
INSERT INTO "referral" VALUES('IPS-SS5F','oyane-dps-allmenn','anna','dps-general','accepted',1,3,'{"participation": true, "receivers": ["job_specialist"], "scope": "work", "form": "written", "given_on": "2026-12-01", "in_patient_record": true, "recorded_by": "anna", "recorded_at": "2026-12-01T04:36:29.928297+01:00", "wording": "2026-11-30", "withdrawn_at": null, "holds_days": 366, "employer_on": null}','2026-12-01 03:36:37.176251',NULL);
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
INSERT INTO "referral_change" VALUES('IPS-2Y42',1,'requested','anna','2026-12-01 03:35:42.058801',NULL,NULL,'dps-general',NULL,NULL,NULL);
INSERT INTO "referral_change" VALUES('IPS-SS5F',1,'requested','anna','2026-12-01 03:36:29.928297',NULL,NULL,'dps-general',NULL,NULL,NULL);
INSERT INTO "referral_change" VALUES('IPS-SS5F',2,'received','jonas','2026-12-01 03:36:37.155804',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "referral_change" VALUES('IPS-SS5F',3,'accepted','jonas','2026-12-01 03:36:37.176251',NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE session (
	person TEXT NOT NULL, 
	state JSON NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (person)
);
INSERT INTO "session" VALUES('jonas','{"lang": "nb", "serial": 0, "dialog": null, "topic": null, "paused": null, "waiting": {}}','2026-12-01 03:36:37.175967');
INSERT INTO "session" VALUES('anna','{"lang": "nb", "serial": 26, "dialog": null, "topic": "ips.definition", "paused": null, "waiting": {}}','2026-12-01 03:36:37.233917');
INSERT INTO "session" VALUES('eva','{"lang": "nb", "serial": 17, "dialog": {"name": "refer", "answers": {"informed": "yes", "wish": "yes", "treatment": "yes", "age": "adult", "sick_listed": "yes", "supervisor_agrees": "no"}, "editing": null, "listing": false, "about": ""}, "topic": "referral.who_can_refer", "paused": null, "waiting": {}}','2026-12-01 03:36:37.286909');
INSERT INTO "session" VALUES('kari','{"lang": "nb", "serial": 0, "dialog": null, "topic": null, "paused": null, "waiting": {}}','2026-12-01 03:36:37.212859');
CREATE TABLE taken_update (
	channel TEXT NOT NULL, 
	update_id TEXT NOT NULL, 
	said JSON NOT NULL, 
	at DATETIME NOT NULL, person TEXT, 
	PRIMARY KEY (channel, update_id)
);
INSERT INTO "taken_update" VALUES('play','jonas:7667400d8e7bee95d42ef6e065809c33','{"replies": [{"text": "Hei! Hva lurer du p\u00e5 om IPS?", "title": "", "do": [], "more": "", "sources": [], "record": "", "calls": [], "choices": [{"id": "help:", "label": "Hva kan du hjelpe med?"}], "tone": "plain", "files": [], "pictures": []}], "kind": "smalltalk", "erase": false, "lang": "nb"}','2026-12-01 03:35:41.621898','jonas');
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
INSERT INTO "sqlite_sequence" VALUES('outbox',4);
COMMIT;
