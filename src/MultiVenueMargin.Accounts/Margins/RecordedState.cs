using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Accounts.Margins;

/// <summary>A pool's margin state as it was last recorded.</summary>
/// <param name="State">As shown: unknown when too much is missing.</param>
/// <param name="LastKnown">Where hysteresis goes on from; unknown lifts nothing.</param>
internal readonly record struct RecordedState(MarginState State, MarginState LastKnown)
{
    public static RecordedState Nothing { get; } = new(MarginState.Unknown, MarginState.Healthy);

    public static RecordedState ReadFrom(CanonicalReader reader) => new(reader.EnumOrUnspecified<MarginState>(), reader.Enum<MarginState>());

    public void WriteTo(CanonicalWriter writer)
    {
        writer.EnumOrUnspecified(State);
        writer.Enum(LastKnown);
    }
}
