#pragma once

#include <libpq-fe.h>

#include "pgstage/model/result.hpp"

namespace pgstage::db {

/// The functions of libpq that we use, under their names without `PQ`.
struct Libpq {
  decltype(&PQbackendPID) backendPID;
  decltype(&PQcancel) cancel;
  decltype(&PQclear) clear;
  decltype(&PQcmdStatus) cmdStatus;
  decltype(&PQcmdTuples) cmdTuples;
  decltype(&PQconndefaults) conndefaults;
  decltype(&PQconnectdbParams) connectdbParams;
  decltype(&PQconninfoFree) conninfoFree;
  decltype(&PQconninfoParse) conninfoParse;
  decltype(&PQconsumeInput) consumeInput;
  decltype(&PQerrorMessage) errorMessage;
  decltype(&PQexec) exec;
  decltype(&PQexecParams) execParams;
  decltype(&PQfinish) finish;
  decltype(&PQfname) fname;
  decltype(&PQfreeCancel) freeCancel;
  decltype(&PQfreemem) freemem;
  decltype(&PQgetCancel) getCancel;
  decltype(&PQgetCopyData) getCopyData;
  decltype(&PQgetisnull) getisnull;
  decltype(&PQgetlength) getlength;
  decltype(&PQgetResult) getResult;
  decltype(&PQgetvalue) getvalue;
  decltype(&PQisBusy) isBusy;
  decltype(&PQlibVersion) libVersion;
  decltype(&PQnfields) nfields;
  decltype(&PQntuples) ntuples;
  decltype(&PQputCopyEnd) putCopyEnd;
  decltype(&PQresultErrorField) resultErrorField;
  decltype(&PQresultStatus) resultStatus;
  decltype(&PQsendQuery) sendQuery;
  decltype(&PQserverVersion) serverVersion;
  decltype(&PQsetNoticeReceiver) setNoticeReceiver;
  decltype(&PQsocket) socket;
  decltype(&PQstatus) status;
};

/// libpq, loaded when it is first asked for and never unloaded. It takes twenty libraries along,
/// for TLS, Kerberos and LDAP, which cost a lint of one file, where there is no database, twice as
/// much as all the rest of it. An Error where it is not installed, or lacks a function.
const Result<Libpq>& load_libpq();

/// The same for whoever has a connection, so that it is loaded.
inline const Libpq& pq() { return *load_libpq(); }

}  // namespace pgstage::db
