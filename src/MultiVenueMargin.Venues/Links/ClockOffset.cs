namespace MultiVenueMargin.Venues.Links;

/// <summary>
/// How far a venue's clock is from ours: signed requests are valid for a few seconds only, and a lag is a difference between two clocks. The
/// tightest of the last measurements decides, since the error of one is at most half its round trip. Immutable.
/// </summary>
public sealed record ClockOffset
{
    /// <summary>So many measurements are kept; an old lucky one leaves after as many, because clocks drift.</summary>
    public const int Kept = 8;

    private ClockOffset(IReadOnlyList<ClockMeasurement> measurements) => Measurements = measurements;

    /// <summary>Nothing was measured yet.</summary>
    public static ClockOffset Unknown { get; } = new([]);

    public IReadOnlyList<ClockMeasurement> Measurements { get; }

    /// <summary>The measurement with the smallest error; absent before the first.</summary>
    public ClockMeasurement? Best => Measurements.Count == 0 ? null : Measurements.MinBy(each => each.Error);

    /// <summary>Adds what one request told: when it left, what time the venue said it was, when the answer came.</summary>
    public ClockOffset With(DateTimeOffset sent, DateTimeOffset venue, DateTimeOffset received)
    {
        if (received < sent)
        {
            throw new ArgumentOutOfRangeException(nameof(received), received, "An answer comes after its request; both are of one clock.");
        }

        var halfTrip = (received - sent) / 2;
        var measured = new ClockMeasurement(venue - (sent + halfTrip), halfTrip);
        return new ClockOffset([.. Measurements.TakeLast(Kept - 1), measured]);
    }

    /// <summary>The venue's time at an instant of ours; ours where nothing was measured.</summary>
    public DateTimeOffset AtVenue(DateTimeOffset ours) => Best is { } best ? ours + best.Offset : ours;
}

/// <summary>The venue's clock less ours, true within ± the error.</summary>
public readonly record struct ClockMeasurement(TimeSpan Offset, TimeSpan Error);
