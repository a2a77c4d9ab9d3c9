using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Risk.Tests.Properties;

/// <summary>More to cover a loss, or a harsher rule, never works the other way round.</summary>
public sealed class MonotonicityTests
{
    private static readonly (Asset Asset, LocationId Location)[] Deposits =
    [
        (new("BTC"), World.Chain), (new("ETH"), World.A), (new("SOL"), World.Custodian), (new("PEPE"), World.B), (new("USDC"), World.A),
        (new("USDT"), World.Chain), (new("DAI"), World.Custodian), (new("EUR"), World.B), (new("WBTC"), World.A), (new("stETH"), World.Chain),
        (new("BNB"), World.B), (Asset.Usd, World.A),
    ];

    /// <summary>
    /// Final, native collateral at a known place, in the pool it is added to. The one exception is collateral that is not final:
    /// it raises its asset's total in the tiers and so the haircut on all that lies elsewhere, while it adds nothing itself
    /// (<see cref="SolvencyDelta_WhenCollateralThatIsNotFinalIsAdded_MayFall"/>). For the same reason another pool of the
    /// account may lose: the tiers are the account's.
    /// </summary>
    [Fact]
    public void SolvencyDelta_WhenCollateralIsAdded_NeverFalls() => BookProperty.Holds(40, any =>
    {
        var drawn = WithoutEvents(any);
        var priced = drawn.Priced;
        var before = HouseModel.EvaluateFigures(drawn.Book, priced).Pools[0];
        var (asset, location) = Deposits[drawn.Number % Deposits.Length];
        foreach (var usd in new[] { 1_000.0, 300_000.0, 40_000_000.0, 2_000_000_000.0 })
        {
            var price = priced.FindMark(asset)?.Mark.Value ?? 1m;
            var deposit = new CollateralLine
            {
                Pool = before.Pool,
                Location = location,
                Asset = asset,
                Balance = new Quantity(Draw.Significant(usd / (double)price, 4)),
                AsOf = World.Now,
            };
            var after = HouseModel.EvaluateFigures(drawn.Book with { Lines = [.. drawn.Book.Lines, deposit] }, priced).Pools[0];
            Assert.True(
                after.SolvencyDelta >= before.SolvencyDelta,
                $"{deposit.Balance} {asset} at {location}: from {before.SolvencyDelta} (equity {before.Equity.Adjusted}, MM {before.MaintenanceMargin}) to {after.SolvencyDelta} (equity {after.Equity.Adjusted}, MM {after.MaintenanceMargin})");
        }
    });

    /// <summary>10 BTC too few for a second bracket; 500 more that are not final push the average rate up: 500·2 % + 500·5 % over 1 000.</summary>
    [Fact]
    public void SolvencyDelta_WhenCollateralThatIsNotFinalIsAdded_MayFall()
    {
        var line = new CollateralLine { Location = World.Chain, Asset = new("BTC"), Balance = new Quantity(500m), AsOf = World.Now };
        var market = new MarketSnapshot
        {
            Version = new("one-price"),
            AsOf = World.Now,
            Prices = new Dictionary<Asset, AssetMark> { [new("BTC")] = new() { Mark = new Price(1_000m), AsOf = World.Now } },
            Instruments = new Dictionary<InstrumentId, Instrument>(),
            Marks = new Dictionary<InstrumentId, InstrumentMark>(),
            Units = new Dictionary<RiskUnit, UnitMarket>(),
        };
        var book = new Book { Account = new AccountId(new InstitutionId("a"), "b"), Lines = [line] };
        var pending = line with { Finality = new Finality(0, 12) };

        var before = HouseModel.Evaluate(book, market, RandomRules.AsWritten).Pools[0];
        var after = HouseModel.Evaluate(book with { Lines = [line, pending] }, market, RandomRules.AsWritten).Pools[0];

        Assert.Equal(490_000m, before.Equity.Adjusted.Amount);
        Assert.Equal(482_500m, after.Equity.Adjusted.Amount);
    }

    [Fact]
    public void Scan_WhenScenariosAreAdded_NeverFalls() => BookProperty.Holds(60, drawn =>
    {
        var rules = drawn.Rules.Scan;
        var more = drawn with
        {
            Rules = drawn.Rules with
            {
                Scan = rules with
                {
                    TailMoves = [.. rules.TailMoves, -0.9m, -0.45m, 0.75m, 7m],
                    Optional = rules.Optional with { Skew = true, VenueLoss = true, Depeg = true, Reorganisation = true },
                },
            },
        };
        EachUnit(drawn, more, (before, after) => Assert.True(
            after.Scan.Amount >= before.Scan.Amount, $"SCAN of {before.Unit}: {before.Scan.Amount} to {after.Scan.Amount}"));
    });

    [Fact]
    public void Scan_WhenGainsCountLessOrTheDampenerIsSmaller_NeverFalls() => BookProperty.Holds(60, drawn =>
    {
        var rules = drawn.Rules.Scan;
        foreach (var harsher in new[]
        {
            rules with { GainShare = rules.GainShare / 2 },
            rules with { GainCapUsd = rules.GainCapUsd / 10 },
            rules with { TailDampenerUsd = 0m },
            rules with { LeastVolatilityUp = rules.LeastVolatilityUp, ExtremeWeight = rules.ExtremeWeight, GainShare = 0m },
        })
        {
            EachUnit(drawn, drawn with { Rules = drawn.Rules with { Scan = harsher } }, (before, after) =>
            {
                Assert.True(after.Scan.Amount >= before.Scan.Amount, $"SCAN of {before.Unit}: {before.Scan.Amount} to {after.Scan.Amount}");
                Assert.True(after.Requirement >= before.Requirement, $"{before.Unit}: {before.Requirement} to {after.Requirement}");
            });
        }
    });

    /// <summary>
    /// Without options every scenario is a multiple of one move, so a wider range only moves further. With options the grid's
    /// points move: a loss between two new points is no longer looked at. That is the methodology, not an error.
    /// </summary>
    [Fact]
    public void Scan_WhenTheRangeIsWiderAndNothingIsConvex_NeverFalls() => BookProperty.Holds(60, drawn =>
    {
        var linear = drawn with
        {
            Book = drawn.Book with
            {
                Positions = [.. drawn.Book.Positions.Where(position =>
                    drawn.Market.Instruments.GetValueOrDefault(position.Instrument) is not EuropeanOption)],
            },
        };
        var wider = linear with
        {
            Rules = drawn.Rules with { UnitClasses = [.. drawn.Rules.UnitClasses.Select(one => one with { Range = one.Range * 1.3m })] },
        };
        EachUnit(linear, wider, (before, after) => Assert.True(
            after.Scan.Amount >= before.Scan.Amount, $"SCAN of {before.Unit}: {before.Scan.Amount} to {after.Scan.Amount}"));
    });

    [Fact]
    public void Unit_WhenAnAddOnIsHarsher_NeverFalls() => BookProperty.Holds(40, drawn =>
    {
        var (addOns, classes) = (drawn.Rules.AddOns, drawn.Rules.UnitClasses);
        foreach (var harsher in new[]
        {
            drawn.Rules with { AddOns = addOns with { VegaTermPoints = addOns.VegaTermPoints * 2, RateShock = addOns.RateShock * 2 } },
            drawn.Rules with { AddOns = addOns with { PegTiers = [.. addOns.PegTiers.Select(tier => tier with { Rate = tier.Rate * 1.5m })] } },
            drawn.Rules with { AddOns = addOns with { ImpactCoefficient = 1.1m, OptionSpreadOfMark = 0.1m, OptionSpreadOfUnderlying = 0.001m } },
            drawn.Rules with { AddOns = addOns with { ConcentrationVolumeShare = 0.02m, MinimumOnHedged = 0.03m, MinimumOnNet = 0.05m } },
            drawn.Rules with
            {
                UnitClasses =
                [
                    .. classes.Select(one => one with
                    {
                        BasisFloor = one.BasisFloor * 2,
                        PerpetualBasis = one.PerpetualBasis * 2,
                        HalfSpread = one.HalfSpread * 2,
                        GrossFloorShare = one.GrossFloorShare * 2,
                        ShortOptionShare = one.ShortOptionShare * 2,
                    }),
                ],
            },
        })
        {
            EachUnit(drawn, drawn with { Rules = harsher }, (before, after) => Assert.True(
                after.Requirement >= before.Requirement, $"{before.Unit}: {before.Requirement} to {after.Requirement}"));
        }
    });

    /// <summary>
    /// Haircuts on where and how collateral lies, on what belongs to no unit, slices of debts, caps: solvency never gains. The
    /// venue cap is off: where it binds after another, cutting a volatile asset by the first makes room for cash under the
    /// second, which counts as much and moves less.
    /// </summary>
    [Fact]
    public void SolvencyDelta_WhenCollateralRulesAreHarsher_NeverRises() => BookProperty.Holds(40, any =>
    {
        var drawn = WithoutEvents(any with { Rules = any.Rules with { Collateral = any.Rules.Collateral with { VenueCap = new CapRule() } } });
        var rules = drawn.Rules;
        var before = HouseModel.EvaluateFigures(drawn.Book, drawn.Priced);
        foreach (var harsher in new[]
        {
            rules with { Locations = rules.Locations.ToDictionary(pair => pair.Key, pair => pair.Value with { Haircut = pair.Value.Haircut + 0.03m }) },
            rules with { Collateral = rules.Collateral with { OwnTokenHaircut = 0.3m } },
            rules with { Collateral = rules.Collateral with { BridgeHaircuts = rules.Collateral.BridgeHaircuts.ToDictionary(pair => pair.Key, pair => pair.Value + 0.1m) } },
            rules with { BorrowTiers = [.. rules.BorrowTiers.Select(tier => tier with { Rate = tier.Rate * 2 })] },
            rules with
            {
                Collateral = rules.Collateral with
                {
                    Assets = rules.Collateral.Assets.ToDictionary(
                        pair => pair.Key,
                        pair => rules.Collateral.UnitOf(pair.Key) is null
                            ? pair.Value with { Haircut = [.. pair.Value.Haircut.Select(tier => tier with { Rate = tier.Rate + 0.05m })] }
                            : pair.Value),
                },
            },
            rules with { Collateral = rules.Collateral with { IssuerCap = new CapRule { BaseUsd = 1_000_000m, Share = 0.3m }, AssetCap = new CapRule { BaseUsd = 1_000_000m, Share = 0.2m } } },
        })
        {
            NoneIsMoreSolvent(before, HouseModel.EvaluateFigures(drawn.Book, (drawn with { Rules = harsher }).Priced));
        }
    });

    /// <summary>
    /// Without positions: STALE is the net of a unit, so a wider spread on a long may meet the age of a short and take from it.
    /// </summary>
    [Fact]
    public void SolvencyDelta_WhenSpreadsCountMoreAndNothingNets_NeverRises() => BookProperty.Holds(60, any =>
    {
        var drawn = WithoutEvents(any with { Book = any.Book with { Positions = [] } });
        var wider = drawn with { Rules = drawn.Rules with { Uncertainty = drawn.Rules.Uncertainty with { ConfidenceMultiple = 5m } } };
        NoneIsMoreSolvent(drawn.Evaluate(), wider.Evaluate());
    });

    private static void NoneIsMoreSolvent(MarginReport before, MarginReport after)
    {
        foreach (var (milder, stricter) in before.Pools.Zip(after.Pools))
        {
            Assert.True(
                stricter.SolvencyDelta <= milder.SolvencyDelta,
                $"{milder.Pool}: {milder.SolvencyDelta} (equity {milder.Equity.Adjusted}, MM {milder.MaintenanceMargin}) to {stricter.SolvencyDelta} (equity {stricter.Equity.Adjusted}, MM {stricter.MaintenanceMargin})");
        }
    }

    /// <summary>
    /// The optional events take all that lies at a venue, and CONC may charge half as much again on top: where a rule set turns
    /// them on in the requirement, what is added there costs more than it covers.
    /// </summary>
    private static BookCase WithoutEvents(BookCase drawn) => drawn with
    {
        Rules = drawn.Rules with { Scan = drawn.Rules.Scan with { Optional = new OptionalScenarioRules() } },
    };

    private static void EachUnit(BookCase drawn, BookCase other, Action<UnitReport, UnitReport> compare)
    {
        var (before, after) = (HouseModel.EvaluateFigures(drawn.Book, drawn.Priced), HouseModel.EvaluateFigures(other.Book, other.Priced));
        foreach (var (one, two) in before.Pools.Zip(after.Pools))
        {
            foreach (var (left, right) in one.Units.Zip(two.Units))
            {
                Assert.Equal(left.Unit, right.Unit);
                compare(left, right);
            }
        }
    }
}
