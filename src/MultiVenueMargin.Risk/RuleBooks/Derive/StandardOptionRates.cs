namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>What the standard manager asks for sold options, as shares of the spot price.</summary>
public sealed record StandardOptionRates
{
    /// <summary>Initial, at the money.</summary>
    public required decimal MaxSpot { get; init; }

    /// <summary>Initial, however far out of the money.</summary>
    public required decimal MinSpot { get; init; }

    public required decimal MaintenanceCall { get; init; }

    public required decimal MaintenancePut { get; init; }

    /// <summary>Maintenance of a put is at least this share of its value.</summary>
    public required decimal MaintenancePutOfValue { get; init; }

    /// <summary>Initial, on the forward, of each call sold and not covered by one bought in its expiry.</summary>
    public required decimal UnpairedInitial { get; init; }

    public required decimal UnpairedMaintenance { get; init; }

    /// <summary>Initial margin of a put is at least this multiple of its maintenance margin.</summary>
    public required decimal LeastInitialOverMaintenance { get; init; }
}
