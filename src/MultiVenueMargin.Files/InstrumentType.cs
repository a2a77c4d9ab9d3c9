namespace MultiVenueMargin.Files;

/// <summary>What an instrument is called in files. Zero is what a refused type reads as, and cannot be written.</summary>
internal enum InstrumentType
{
    Unspecified = 0,
    Spot,
    Perpetual,
    Future,
    Option,
}
