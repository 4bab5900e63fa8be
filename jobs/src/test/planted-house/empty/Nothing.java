package empty;

final class Nothing {}
