package marked;

final class StoreUtils {}
