namespace MultiVenueMargin.Accounts.Codec;

/// <summary>Reads one value; a static method, so that passing it allocates nothing.</summary>
public delegate T ReadItem<out T>(CanonicalReader reader);
