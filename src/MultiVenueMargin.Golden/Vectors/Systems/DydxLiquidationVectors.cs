using System.Numerics;
using MultiVenueMargin.Risk.RuleBooks.Dydx;
using MultiVenueMargin.Risk.RuleBooks.Exact;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>dYdX v4: whole accounts in decimals, closed in part; prices and what the insurance fund gets.</summary>
internal static class DydxLiquidationVectors
{
    private static readonly string[] Account = ["usdc", "positions", "liquidate", "prices", "imf_mmf"];

    // The names under which the peer keeps the same fractions; nothing that the fractions do not say.
    private static readonly string[] Names = ["perpetual_configs"];

    // Sizes in quantums as fine as any size can be stated, so that every part is a whole number of them.
    private const int MostDigits = 28;

    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        DydxVectors.Shape("liquidation_price", [.. Account, "delta_quantity"], Bankruptcy, Names),
        DydxVectors.Shape(
            "liquidation_price", [.. Account, "delta_quantity", "bankruptcy_adjustment_ppm", "spread_to_mmr_ratio_ppm"], Fillable, Names),
        DydxVectors.Shape(
            "insurance_fund", [.. Account, "is_buy", "fill_size", "fill_notional_usdc", "max_liquidation_fee_ppm"], InsuranceDelta, Names),
    ];

    private static VectorAnswer Bankruptcy(GoldenVector vector)
    {
        var account = new Read(vector);
        var price = account.BankruptcyPrice(vector.Inputs.Get("delta_quantity").Number());
        return new VectorAnswer().Add("bankruptcy_price_usdc_notional", Integers.ToDecimal(price, DydxPerpetual.QuoteDigits));
    }

    private static VectorAnswer Fillable(GoldenVector vector)
    {
        var account = new Read(vector);
        account.RequireCloses(vector.Inputs.Get("delta_quantity").Number());
        var terms = new DydxLiquidationTerms
        {
            BankruptcyAdjustmentPpm = (uint)vector.Inputs.Get("bankruptcy_adjustment_ppm").Integer(),
            SpreadToMaintenancePpm = (uint)vector.Inputs.Get("spread_to_mmr_ratio_ppm").Integer(),
            MaxLiquidationFeePpm = 0,
            MinPositionNotional = 0,
            MaxPositionPortionPpm = 0,
        };
        var perQuantum = DydxLiquidation.FillablePrice(account.Risk, account.Market.RiskOf(account.Quantums), account.Quantums, terms);
        var price = perQuantum * new Fraction(Integers.PowerOfTen(MostDigits), Integers.PowerOfTen(DydxPerpetual.QuoteDigits));

        // The second figure is the first as a binary floating point prints it, good to its sixteenth digit.
        return new VectorAnswer()
            .Add("fillable_price_usd", price)
            .Add("fillable_price_usd_decimal", price.ToDecimal())
            .Within("fillable_price_usd_decimal", VectorTolerance.OfRelative(1e-15m));
    }

    private static VectorAnswer InsuranceDelta(GoldenVector vector)
    {
        var account = new Read(vector);
        var buys = vector.Inputs.Get("is_buy").Flag();
        var size = vector.Inputs.Get("fill_size").Number();
        var notional = Integers.UnitsDown(vector.Inputs.Get("fill_notional_usdc").Number(), DydxPerpetual.QuoteDigits);
        var delta = DydxLiquidation.InsuranceFundDelta(
            buys ? -notional : notional,
            account.BankruptcyPrice(buys ? size : -size),
            vector.Inputs.Get("max_liquidation_fee_ppm").Integer());
        return new VectorAnswer().Add("insurance_fund_delta_usdc", Integers.ToDecimal(delta, DydxPerpetual.QuoteDigits));
    }

    /// <summary>The account of a vector, and the position in it that is closed.</summary>
    private sealed class Read
    {
        public Read(GoldenVector vector)
        {
            var liquidated = vector.Inputs.Get("liquidate");
            var usdc = Integers.UnitsDown(vector.Inputs.Get("usdc").Number(), DydxPerpetual.QuoteDigits);
            Risk = new DydxRisk(usdc, 0, 0);
            DydxPerpetual? market = null;
            foreach (var item in vector.Inputs.Get("positions").Items())
            {
                var position = item.Fields();
                var name = position.Get("instrument").Text();
                var (quantums, digits) = Integers.DigitsOf(position.Get("quantity").Number());
                position.RequireAllRead();

                quantums *= Integers.PowerOfTen(MostDigits - digits);
                var perpetual = DydxPerpetual.Of(MostDigits, vector.Inputs.Get("prices").Fields().Get(name).Number(), TierOf(vector, name));
                Risk += perpetual.RiskOf(quantums);
                if (name == liquidated.Text())
                {
                    (market, Quantums) = (perpetual, Quantums + quantums);
                }
            }

            Market = market ?? throw liquidated.Refused("the account has no such position");
        }

        public DydxRisk Risk { get; }

        public DydxPerpetual Market { get; }

        public BigInteger Quantums { get; }

        public BigInteger BankruptcyPrice(decimal delta)
        {
            var closed = RequireCloses(delta);
            return DydxLiquidation.BankruptcyPrice(Risk, Market.RiskOf(Quantums), Market.RiskOf(Quantums + closed));
        }

        public BigInteger RequireCloses(decimal delta)
        {
            var closed = Fraction.Of(delta).Times(Integers.PowerOfTen(MostDigits)).Truncate();
            return closed.Sign == -Quantums.Sign && BigInteger.Abs(closed) <= BigInteger.Abs(Quantums)
                ? closed
                : throw new UnmappableInputException("/inputs/delta_quantity", $"{delta} closes no part of the position");
        }

        private static DydxTier TierOf(GoldenVector vector, string name)
        {
            var fractions = vector.Inputs.Get("imf_mmf").Fields().Get(name).Items(2);
            var initial = Integers.UnitsDown(fractions[0].Number(), 6);
            var maintenance = Integers.UnitsDown(fractions[1].Number(), 6);

            // The chain states maintenance as a share of initial, in parts per million: the least share that reaches it.
            var share = initial.IsZero ? 0 : Integers.CeilingDivide(maintenance * DydxTier.Million, initial);
            return DydxVectors.Tier(initial, share, 0, 0);
        }
    }
}
