package io.millrace.jobs.architecture.planted.operators;

interface IStore {}
