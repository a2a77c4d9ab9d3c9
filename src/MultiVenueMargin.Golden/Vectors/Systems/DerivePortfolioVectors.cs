using MultiVenueMargin.Risk.RuleBooks.Derive;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>Derive's second portfolio manager, PMRM_2.</summary>
internal static class DerivePortfolioVectors
{
    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        new()
        {
            Systems = ["derive"],
            Family = "portfolio_scan_margin",
            Inputs =
            [
                "grid_ref", "params_ref", "cash", "spot_price", "spot_confidence", "stable_price", "perp", "collaterals", "expiries", "options",
            ],
            Answer = vector => Answer(PortfolioMargin2.Evaluate(PortfolioOf(vector.Inputs), ParametersOf(vector))),
        },
        .. DeriveFirstPortfolioVectors.Shapes,
    ];

    private static VectorAnswer Answer(ManagerMargin margin)
    {
        var answer = new VectorAnswer()
            .Add("initial_margin_balance", margin.InitialBalance)
            .Add("maintenance_margin_balance", margin.MaintenanceBalance)
            .Add("portfolio_mtm", margin.MarkToMarket)
            .Add("option_mtm", margin.OptionValue)
            .Add("collateral_mtm", margin.CollateralValue)
            .Add("forward_contingency", margin.ForwardContingency)
            .Add("oracle_contingency", -margin.Confidence.Initial)
            .Add("im_loss_factor", margin.InitialFactor)
            .Add("scenario_pnls", margin.ScenarioProfits);
        foreach (var (name, charge) in new[] { ("perp", margin.Perpetual), ("base", margin.Collateral), ("option", margin.Option) })
        {
            answer.Add($"mm_{name}_cont", -charge.Maintenance).Add($"im_{name}_cont", charge.Maintenance - charge.Initial);
        }

        foreach (var (at, discount) in margin.Discounts.Index())
        {
            answer.Add($"static_discount_pos_neg_per_expiry/{at}", [discount.Value, discount.Debt]);
        }

        return answer;
    }

    private static ManagerPortfolio PortfolioOf(InputObject inputs)
    {
        var stable = inputs.Get("stable_price").Number();
        return new ManagerPortfolio
        {
            Cash = inputs.Get("cash").Number(),
            SpotPrice = inputs.Get("spot_price").Number(),
            SpotConfidence = inputs.Get("spot_confidence").Number(),
            StablePrice = stable,
            Perpetual = DeriveInputs.Perpetual(inputs.Get("perp").Fields()),
            Collaterals = inputs.Get("collaterals").Items().Select(each => CollateralOf(each.Fields(), stable)).ToList(),
            Expiries = inputs.Get("expiries").Items().Select(each => ExpiryOf(each.Fields(), inputs.Get("options"))).ToList(),
        };
    }

    private static ManagerCollateral CollateralOf(InputObject collateral, decimal stable) => new(
        collateral.Get("name").Text(),
        collateral.Get("amount").Number() * collateral.Get("price").Number() / stable,
        collateral.Get("confidence").Number(),
        collateral.Get("risk_cancelling").Flag(),
        collateral.Get("mm_haircut").Number(),
        collateral.Get("im_extra_haircut").Number());

    private static ManagerExpiry ExpiryOf(InputObject expiry, InputValue options)
    {
        var seconds = expiry.Get("seconds_to_expiry").Number();
        var (known, moving) = ManagerExpiry.SplitForward(expiry.Get("forward").Number(), seconds);
        return new ManagerExpiry
        {
            Seconds = seconds,
            FixedForward = known,
            MovingForward = moving,
            Rate = expiry.Get("rate").Number(),
            Confidence = Math.Min(
                Math.Min(expiry.ConfidenceOr("forward_confidence"), expiry.ConfidenceOr("rate_confidence")), expiry.ConfidenceOr("vol_confidence")),
            Options = options.Items()
                .Select(option => option.Fields())
                .Where(option => option.Get("seconds_to_expiry").Number() == seconds)
                .Select(option => DeriveInputs.Option(option, "mark_vol"))
                .ToList(),
        };
    }

    private static PortfolioMargin2Parameters ParametersOf(GoldenVector vector)
    {
        var set = vector.SetOf("params_ref").Fields();
        var (margin, other) = (set.Get("Margin").Fields(), set.Get("OtherContingency").Fields());
        return new PortfolioMargin2Parameters
        {
            Scenarios = DeriveInputs.Scenarios(vector.SetOf("grid_ref")),
            VolatilityShock = VolatilityShockOf(set.Get("VolShock").Fields()),
            SkewShock = SkewShockOf(set.Get("SkewShock").Fields()),
            LongDiscount = DiscountOf(margin, "BASE_STATIC_DISCOUNT", "LONG_RATE"),
            ShortDiscount = DiscountOf(margin, "BASE_STATIC_DISCOUNT_NEG", "SHORT_RATE"),
            InitialFactor = margin.Get("IM_LOSS_FACTOR").Number(),
            MaintenanceFactor = margin.Get("MM_LOSS_FACTOR").Number(),
            Basis = BasisOf(set.Get("BasisContingency").Fields()),
            Peg = new PegRule(other.Get("PEG_LOSS_THRESHOLD").Number(), other.Get("PEG_LOSS_FACTOR").Number()),
            Confidence = new ConfidenceRule(other.Get("CONF_THRESHOLD").Number(), other.Get("CONF_MARGIN").Number()),
            Perpetual = DeriveInputs.Rate(other, "MM_PERP_PERCENT", "IM_PERP_PERCENT"),
            Option = DeriveInputs.Rate(other, "MM_OPTION_PERCENT", "IM_OPTION_PERCENT"),
        };
    }

    private static StaticDiscount DiscountOf(InputObject margin, string discount, string rate) => new()
    {
        Base = margin.Get(discount).Statistic(),
        RateFactor = margin.Get($"{rate}_MULTSCALE").Statistic(),
        RateAdded = margin.Get($"{rate}_ADDSCALE").Statistic(),
    };

    private static BasisContingency BasisOf(InputObject basis) => new()
    {
        SpotUp = basis.Get("SCENARIO_SPOT_UP").Number(),
        SpotDown = basis.Get("SCENARIO_SPOT_DOWN").Number(),
        Factor = basis.Get("BASIS_CONT_ADD_FACTOR").Number(),
        FactorPerYear = basis.Get("BASIS_CONT_MULT_FACTOR").Number(),
    };

    private static VolatilityShock VolatilityShockOf(InputObject shock) => new()
    {
        RangeUp = shock.Get("VOLRANGEUP").Statistic(),
        RangeDown = shock.Get("VOLRANGEDOWN").Statistic(),
        ShortTermPower = shock.Get("SHORTTERMPOWER").Statistic(),
        LongTermPower = shock.Get("LONGTERMPOWER").Statistic(),
        LeastDays = shock.Get("DTE_FLOOR").Statistic(),
        LeastUp = shock.Get("MIN_VOL_EVAL_SHOCKED").Statistic(),
    };

    private static SkewShock SkewShockOf(InputObject skew) => new()
    {
        LinearCap = skew.Get("LINEAR_SCALE_CAP").Statistic(),
        LinearCapPerRootYear = skew.Get("LINEAR_CBASE").Statistic(),
        AbsCap = skew.Get("ABS_SCALE_CAP").Statistic(),
        AbsCapPerRootYear = skew.Get("ABS_CBASE").Statistic(),
        LeastWidth = skew.Get("MIN_K_STAR").Statistic(),
        WidthScale = skew.Get("MIN_WIDTH_SCALE").Statistic(),
        WidthVolatility = skew.Get("VOL_PARAM_STATIC").Statistic(),
        WidthVolatilityPerRootYear = skew.Get("VOL_PARAM_SCALE").Statistic(),
    };
}
