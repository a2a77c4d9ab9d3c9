namespace MultiVenueMargin.Accounts.Codec;

/// <summary>Writes one value; a static method, so that passing it allocates nothing.</summary>
public delegate void WriteItem<in T>(CanonicalWriter writer, T value);
