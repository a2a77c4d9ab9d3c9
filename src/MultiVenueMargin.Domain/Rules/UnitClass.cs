namespace MultiVenueMargin.Domain.Rules;

/// <summary>A class of underlyings that share their parameters: the "a / b / c" of MARGIN.</summary>
public sealed record UnitClass
{
    public required string Name { get; init; }

    /// <summary>The members. The last class of a rule set takes whatever no other names.</summary>
    public IReadOnlyList<RiskUnit> Units { get; init; } = [];

    /// <summary>R: the price range of the scan.</summary>
    public required decimal Range { get; init; }

    /// <summary>Realised daily volatility where the market does not say.</summary>
    public required decimal DefaultDailyVolatility { get; init; }

    /// <summary>GROSS_FLOOR as a share of gross Δ$.</summary>
    public required decimal GrossFloorShare { get; init; }

    /// <summary>BASIS: a in max(a, b·T).</summary>
    public required decimal BasisFloor { get; init; }

    /// <summary>BASIS: b in max(a, b·T), per year.</summary>
    public required decimal BasisPerYear { get; init; }

    /// <summary>BASIS between perpetuals of different venues.</summary>
    public required decimal PerpetualBasis { get; init; }

    /// <summary>Half the bid-ask spread where the feed does not say.</summary>
    public required decimal HalfSpread { get; init; }

    /// <summary>SHORT_OPTION_MIN as a share of the underlying's value.</summary>
    public required decimal ShortOptionShare { get; init; }

    public static IReadOnlyList<UnitClass> Defaults { get; } =
    [
        new()
        {
            Name = "BTC, ETH",
            Units = [new("BTC"), new("ETH")],
            Range = 0.16m,
            DefaultDailyVolatility = 0.04m,
            GrossFloorShare = 0.0025m,
            BasisFloor = 0.005m,
            BasisPerYear = 0.05m,
            PerpetualBasis = 0.002m,
            HalfSpread = 0.0005m,
            ShortOptionShare = 0.005m,
        },
        new()
        {
            Name = "majors",
            Units =
            [
                new("SOL"), new("XRP"), new("BNB"), new("DOGE"), new("ADA"), new("LTC"),
                new("BCH"), new("LINK"), new("DOT"), new("AVAX"), new("TRX"),
            ],
            Range = 0.20m,
            DefaultDailyVolatility = 0.06m,
            GrossFloorShare = 0.005m,
            BasisFloor = 0.01m,
            BasisPerYear = 0.15m,
            PerpetualBasis = 0.008m,
            HalfSpread = 0.0010m,
            ShortOptionShare = 0.01m,
        },
        new()
        {
            Name = "others",
            Range = 0.30m,
            DefaultDailyVolatility = 0.10m,
            GrossFloorShare = 0.01m,
            BasisFloor = 0.02m,
            BasisPerYear = 0.30m,
            PerpetualBasis = 0.008m,
            HalfSpread = 0.0025m,
            ShortOptionShare = 0.01m,
        },
    ];
}
