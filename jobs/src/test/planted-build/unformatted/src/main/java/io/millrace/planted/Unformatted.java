package io.millrace.planted;

final class Unformatted {
  private Unformatted() {}
}
