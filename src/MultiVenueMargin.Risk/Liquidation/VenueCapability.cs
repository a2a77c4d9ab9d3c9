using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Risk.Liquidation;

/// <summary>What a venue lets us do there. A venue without one cannot be used, and a plan says so.</summary>
public sealed record VenueCapability
{
    /// <summary>Whether orders are taken at all.</summary>
    public bool CanTrade { get; init; } = true;

    /// <summary>Whether an order can be marked so that it never opens or turns a position. Without it nothing is planned there.</summary>
    public bool CanReduceOnly { get; init; } = true;

    /// <summary>Whether resting orders can be cancelled.</summary>
    public bool CanCancel { get; init; } = true;

    /// <summary>Terms of the instruments that have none of their own; absent: those cannot be traded.</summary>
    public TradingTerms? Default { get; init; }

    public IReadOnlyDictionary<InstrumentId, TradingTerms> Instruments { get; init; } = new Dictionary<InstrumentId, TradingTerms>();

    public TradingTerms? FindTerms(InstrumentId instrument) => Instruments.TryGetValue(instrument, out var terms) ? terms : Default;
}

/// <summary>In which sizes and at which prices an instrument trades, and what that costs.</summary>
public sealed record TradingTerms
{
    public const decimal LeastLot = 0.00000001m;
    public const decimal LeastTick = 0.000000000001m;
    public const decimal LargestFee = 0.1m;

    /// <summary>Contracts come in multiples of this.</summary>
    public required Quantity Lot { get; init; }

    /// <summary>The least of an order in contracts.</summary>
    public Quantity MinimumQuantity { get; init; }

    /// <summary>The least of an order in USD of what moves with the underlying.</summary>
    public Usd MinimumNotional { get; init; }

    /// <summary>The step of prices; absent: eight significant digits of the mark.</summary>
    public Price? Tick { get; init; }

    /// <summary>Taker's fee on the same USD. It has no default: a fee that nobody stated is not nothing.</summary>
    public required Rate TakerFee { get; init; }

    /// <summary>What is wrong with them; empty when they are sound.</summary>
    public IReadOnlyList<Finding> Check()
    {
        var findings = new List<Finding>();
        Require(Lot.Value >= LeastLot, "Lot", $"is {Lot}", $"It is at least {ExactNumber.Format(LeastLot)}");
        Require(MinimumQuantity.Value >= 0, "MinimumQuantity", $"is {MinimumQuantity}", "It is not negative");
        Require(MinimumNotional >= Usd.Zero, "MinimumNotional", $"is {MinimumNotional}", "It is not negative");
        Require(
            Tick is not { Value: < LeastTick },
            "Tick",
            $"is {Tick}",
            $"It is at least {ExactNumber.Format(LeastTick)}, or absent");
        Require(
            TakerFee.Value is >= 0 and <= LargestFee,
            "TakerFee",
            $"is {TakerFee}",
            $"It lies from 0 to {ExactNumber.Format(LargestFee)}; a rebate is not planned with");
        return findings;

        void Require(bool holds, string path, string problem, string fix)
        {
            if (!holds)
            {
                findings.Add(new Finding(path, problem, fix));
            }
        }
    }
}
