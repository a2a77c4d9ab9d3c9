using MultiVenueMargin.Domain.Instruments;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>How files spell a call and a put.</summary>
internal static class OptionRights
{
    public static OptionRight Of(InputValue right) => right.Text().ToUpperInvariant() switch
    {
        "C" or "CALL" => OptionRight.Call,
        "P" or "PUT" => OptionRight.Put,
        _ => throw right.Refused("a call or a put is expected"),
    };
}
