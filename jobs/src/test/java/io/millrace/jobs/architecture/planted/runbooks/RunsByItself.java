package io.millrace.jobs.architecture.planted.runbooks;

final class RunsByItself {
    private RunsByItself() {}

    public static void main(String[] args) {}
}
