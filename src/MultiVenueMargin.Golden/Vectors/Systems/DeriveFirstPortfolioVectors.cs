using MultiVenueMargin.Risk.RuleBooks.Derive;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>Derive's first portfolio manager, PMRM: accounts by option, and named portfolios by expiry.</summary>
internal static class DeriveFirstPortfolioVectors
{
    private const string Truncated = "_truncated";

    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        new()
        {
            Systems = ["derive"],
            Family = "portfolio_scan_margin",
            Inputs = ["params_ref", "cash", "spot_price", "spot_confidence", "stable_price", "base_amount", "perp", "expiries", "options"],
            Answer = vector => Answer(vector, PortfolioOf(vector.Inputs, vector.Inputs.Get("spot_confidence").Number(), ExpiryByOption)),
        },
        new()
        {
            Systems = ["derive"],
            Family = "portfolio_scan_margin",
            Inputs = ["params_ref", "cash", "spot_price", "min_spot_perp_confidence", "stable_price", "base_amount", "perp", "expiries"],
            Answer = vector => Answer(vector, PortfolioOf(vector.Inputs, vector.Inputs.Get("min_spot_perp_confidence").Number(), ExpiryWithOptions)),
        },
    ];

    private static VectorAnswer Answer(GoldenVector vector, ManagerPortfolio portfolio)
    {
        var margin = PortfolioMargin1.Evaluate(portfolio, ParametersOf(vector.SetOf("params_ref").Fields()));
        return new VectorAnswer()
            .Add("initial_margin_balance", margin.InitialBalance)
            .Add("maintenance_margin_balance", margin.MaintenanceBalance)
            .Add($"initial_margin_balance{Truncated}", margin.InitialBalance)
            .Add($"maintenance_margin_balance{Truncated}", margin.MaintenanceBalance)
            .Add("portfolio_mtm", margin.MarkToMarket)
            .Add("min_span", margin.ScenarioProfits.Min())
            .Add("forward_contingency", margin.ForwardContingency)

            // Stated before the factor for initial margin, which is what maintenance takes.
            .Add("option_contingency", -margin.Option.Maintenance)
            .Add("base_contingency", -margin.Collateral.Maintenance)
            .Add("perp_contingency", -margin.Perpetual.Maintenance)
            .Add("oracle_contingency", -margin.Confidence.Initial);
    }

    private static ManagerPortfolio PortfolioOf(InputObject inputs, decimal confidence, Func<InputObject, InputObject, ManagerExpiry> expiryOf) => new()
    {
        Cash = inputs.Get("cash").Number(),
        SpotPrice = inputs.Get("spot_price").Number(),
        SpotConfidence = confidence,
        StablePrice = inputs.Get("stable_price").Number(),
        BaseAmount = inputs.Get("base_amount").Number(),
        Perpetual = DeriveInputs.Perpetual(inputs.Get("perp").Fields(), otherwise: confidence),
        Expiries = inputs.Get("expiries").Items().Select(each => expiryOf(each.Fields(), inputs)).ToList(),
    };

    private static ManagerExpiry ExpiryByOption(InputObject expiry, InputObject inputs)
    {
        var seconds = expiry.Get("seconds_to_expiry").Number();
        var options = inputs.Get("options").Items()
            .Select(option => option.Fields())
            .Where(option => option.Get("seconds_to_expiry").Number() == seconds)
            .ToList();
        return new ManagerExpiry
        {
            Seconds = seconds,
            FixedForward = expiry.Get("forward_fixed").Number(),
            MovingForward = expiry.Get("forward_variable").Number(),
            Rate = expiry.Get("rate").Number(),
            Confidence = options.Select(option => option.ConfidenceOr("vol_confidence"))
                .Append(expiry.ConfidenceOr("forward_confidence"))
                .Append(expiry.ConfidenceOr("rate_confidence"))
                .Min(),
            Options = options.Select(option => DeriveInputs.Option(option, "mark_vol")).ToList(),
        };
    }

    private static ManagerExpiry ExpiryWithOptions(InputObject expiry, InputObject inputs)
    {
        var seconds = expiry.Get("seconds_to_expiry").Number();
        var (known, moving) = ManagerExpiry.SplitForward(expiry.Get("forward").Number(), seconds);
        return new ManagerExpiry
        {
            Seconds = seconds,
            FixedForward = known,
            MovingForward = moving,
            Rate = expiry.Get("rate").Number(),
            Confidence = expiry.Get("min_confidence").Number(),
            Options = expiry.Get("options").Items().Select(option => DeriveInputs.Option(option.Fields(), "mark_vol")).ToList(),
        };
    }

    private static PortfolioMargin1Parameters ParametersOf(InputObject set) => new()
    {
        Scenarios = DeriveInputs.Scenarios(set.Get("grid")),
        VolatilityShock = new VolatilityShock
        {
            RangeUp = set.Get("vol_range_up").Statistic(),
            RangeDown = set.Get("vol_range_down").Statistic(),
            ShortTermPower = set.Get("short_term_power").Statistic(),
            LongTermPower = set.Get("long_term_power").Statistic(),
            LeastDays = set.Get("dte_floor_days").Statistic(),
            LeastUp = 0.0,
        },
        Discount = new StaticDiscount
        {
            Base = set.Get("base_static_discount").Statistic(),
            RateFactor = set.Get("rate_mult").Statistic(),
            RateAdded = set.Get("rate_add").Statistic(),
        },
        InitialFactor = set.Get("im_factor").Number(),
        MaintenanceFactor = set.Get("mm_factor").Number(),
        Basis = new BasisContingency
        {
            SpotUp = set.Get("scenario_spot_up").Number(),
            SpotDown = set.Get("scenario_spot_down").Number(),
            Factor = set.Get("basis_cont_add").Number(),
            FactorPerYear = set.Get("basis_cont_mult").Number(),
        },
        Peg = new PegRule(set.Get("peg_loss_threshold").Number(), set.Get("peg_loss_factor").Number()),
        Confidence = new ConfidenceRule(set.Get("conf_threshold").Number(), set.Get("conf_margin").Number()),
        BaseRate = set.Get("base_percent").Number(),
        PerpetualRate = set.Get("perp_percent").Number(),
        OptionRate = set.Get("option_percent").Number(),
    };
}
