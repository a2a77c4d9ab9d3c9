using MultiVenueMargin.Risk.RuleBooks.Binance;
using MultiVenueMargin.Risk.RuleBooks.Documents;
using MultiVenueMargin.Risk.RuleBooks.Perpetuals;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>Binance's brackets and portfolio margin.</summary>
internal static class BinanceVectors
{
    private const string PortfolioMargin = "Binance portfolio margin";

    private static readonly string[] MaintenanceParts = ["futures_mm", "margin_mm"];

    private static UniMmrBands Bands { get; } = RuleBookDocument.Shipped("binance-pm").ParametersAs<BinancePortfolioParameters>().Bands;

    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        new()
        {
            Systems = ["binance (via freqtrade)"],
            Family = "tiered_margin",
            Inputs = ["tiers_ref", "symbol", "notional"],
            Answer = Brackets,
        },
        new()
        {
            Systems = ["Binance COIN-M"],
            Inputs = ["contracts", "contract_usd", "price", "leverage"],
            Answer = vector => new VectorAnswer().Add(
                "initial_margin_btc",
                LeveragedMargin.Of(
                    LeveragedMargin.InverseNotional(
                        vector.Inputs.Get("contracts").Number() * vector.Inputs.Get("contract_usd").Number(), vector.Inputs.Get("price").Number()),
                    vector.Inputs.Get("leverage").Number())),
        },
        new()
        {
            Systems = [PortfolioMargin],
            Inputs = ["notional_usd", "entry", "mark", "side", "mmr"],
            Answer = Inverse,
        },
        new()
        {
            Systems = [PortfolioMargin],
            Inputs = ["positions"],
            Answer = vector => new VectorAnswer().Add("upl_usdt", vector.Inputs.Get("positions").Items().Select(item => ProfitOf(item.Fields()))),
        },
        new()
        {
            Systems = [PortfolioMargin],
            Inputs = ["loans", "loan_mmr_by_leverage", "leverage"],
            Answer = Loans,
        },
        new()
        {
            Systems = [PortfolioMargin],
            Inputs = ["index_price", "collateral_rate"],
            Optional = ["margin_asset", "margin_loan", "futures_wallet", "futures_upl", "futures_mm", "margin_mm", "open_order_loss"],
            Answer = UniMmr,
        },
        new()
        {
            Systems = [PortfolioMargin],
            Inputs = ["unimmr"],
            Answer = vector => States(vector.Inputs.Get("unimmr")),
        },
    ];

    private static VectorAnswer Brackets(GoldenVector vector)
    {
        // Each row: floor, cap, rate, highest leverage, cum. Floors and rates give the cum; a row that says another would fail the amount.
        var rows = vector.SetOf("tiers_ref").Fields().Get(vector.Inputs.Get("symbol").Text()).Items();
        var ladder = new BracketLadder(rows.Select(row => row.Items()).Select(row => new NotionalBracket(row[0].Number(), row[2].Number(), row[3].Number())));
        var margin = ladder.At(vector.Inputs.Get("notional").Number());
        return new VectorAnswer()
            .Add("mm_rate", margin.Bracket.Rate)
            .Add("maintenance_amount", margin.Deduction)
            .Add("maintenance_margin", margin.Maintenance);
    }

    private static VectorAnswer Inverse(GoldenVector vector)
    {
        var inputs = vector.Inputs;
        var (notional, mark) = (inputs.Get("notional_usd").Number(), inputs.Get("mark").Number());
        return new VectorAnswer()
            .Add("upl_btc", FuturesProfit.Inverse(PositionInputs.SideOf(inputs) * notional, inputs.Get("entry").Number(), mark))
            .Add("mm_btc", LeveragedMargin.InverseNotional(notional, mark) * inputs.Get("mmr").Number());
    }

    private static decimal ProfitOf(InputObject position)
    {
        _ = position.Find("sym");
        var profit = FuturesProfit.Linear(
            PositionInputs.SideOf(position) * position.Get("qty").Number(), position.Get("entry").Number(), position.Get("mark").Number());
        position.RequireAllRead();
        return profit;
    }

    private static VectorAnswer Loans(GoldenVector vector)
    {
        var rate = vector.Inputs.Get("loan_mmr_by_leverage").Fields().Get($"{vector.Inputs.Get("leverage").Whole()}").Number();
        var answer = new VectorAnswer();
        foreach (var (coin, loan) in PositionInputs.Numbers(vector.Inputs.Get("loans")))
        {
            answer.Add($"margin_mm/{coin}", MarginLoan.Maintenance(loan, rate));
        }

        return answer;
    }

    private static VectorAnswer UniMmr(GoldenVector vector)
    {
        var inputs = vector.Inputs;
        var prices = PositionInputs.Numbers(inputs.Get("index_price")).ToDictionary();
        var rates = PositionInputs.Numbers(inputs.Get("collateral_rate")).ToDictionary();
        var equity = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (name, sign) in new[] { ("margin_asset", 1m), ("margin_loan", -1m), ("futures_wallet", 1m), ("futures_upl", 1m) })
        {
            foreach (var (coin, amount) in PositionInputs.Numbers(inputs.Find(name)))
            {
                equity[coin] = equity.GetValueOrDefault(coin) + (sign * amount);
            }
        }

        var counted = equity.Sum(coin => UnifiedEquity.Counted(coin.Value, prices[coin.Key], rates[coin.Key])) - inputs.NumberOr("open_order_loss", 0m);
        var maintenance = MaintenanceParts.SelectMany(name => PositionInputs.Numbers(inputs.Find(name))).Sum(coin => coin.Value * prices[coin.Key]);
        var answer = new VectorAnswer().Add("sum_equity_usd", counted).Add("sum_mm_usd", maintenance);
        if (maintenance > 0)
        {
            // The same paper calls the best band by what it allows.
            var state = Bands.StateAt(counted / maintenance);
            answer.Add("unimmr", counted / maintenance).Add("status", state == UniMmrState.Normal ? "trade freely" : UniMmrBands.NameOf(state));
        }

        foreach (var (coin, amount) in equity)
        {
            answer.Add($"equity_by_coin/{coin}", amount);
        }

        return answer;
    }

    private static VectorAnswer States(InputValue ratios)
    {
        var answer = new VectorAnswer();
        if (!ratios.IsArray)
        {
            return answer.Add("state", UniMmrBands.NameOf(Bands.StateAt(ratios.Number())));
        }

        foreach (var (at, ratio) in ratios.Items().Index())
        {
            answer.Add($"state/{at}", UniMmrBands.NameOf(Bands.StateAt(ratio.Number())));
        }

        return answer;
    }
}
