namespace MultiVenueMargin.Domain.Instruments;

/// <summary>What the holder of an option may do. Zero is unspecified and refused wherever a right is required.</summary>
public enum OptionRight
{
    Unspecified = 0,
    Call = 1,
    Put = 2,
}
