namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>What a manager finds of one subaccount, in cash. What it calls margin is a balance: safe when it is not negative.</summary>
public sealed record ManagerMargin
{
    /// <summary>Everything at its mark, cash included.</summary>
    public required decimal MarkToMarket { get; init; }

    public required decimal OptionValue { get; init; }

    public required decimal CollateralValue { get; init; }

    /// <summary>By scenario, in the order of the parameters.</summary>
    public required IReadOnlyList<decimal> ScenarioProfits { get; init; }

    /// <summary>Never positive.</summary>
    public required decimal ForwardContingency { get; init; }

    /// <summary>What an expiry counts for when it is worth something and when it is owed, in the order of the portfolio.</summary>
    public required IReadOnlyList<(decimal Value, decimal Debt)> Discounts { get; init; }

    /// <summary>What the worst loss is multiplied by for initial margin, a lost peg included.</summary>
    public required decimal InitialFactor { get; init; }

    public required decimal MaintenanceFactor { get; init; }

    public required ManagerCharge Perpetual { get; init; }

    /// <summary>For options sold and not covered at their strike.</summary>
    public required ManagerCharge Option { get; init; }

    public required ManagerCharge Collateral { get; init; }

    /// <summary>For feeds that are unsure of themselves.</summary>
    public required ManagerCharge Confidence { get; init; }

    /// <summary>The worst of all scenarios and the forward contingency; never positive, for that is not either.</summary>
    public decimal Worst => ScenarioProfits.Append(ForwardContingency).Min();

    /// <summary>The scenario that makes it; absent where the forward contingency does.</summary>
    public int? WorstScenario => Worst < ForwardContingency ? ScenarioProfits.Index().First(scenario => scenario.Item == Worst).Index : null;

    public ManagerCharge Scan => new(-Worst * InitialFactor, -Worst * MaintenanceFactor);

    public ManagerCharge Charges => Scan + Perpetual + Option + Collateral + Confidence;

    public decimal InitialBalance => MarkToMarket - Charges.Initial;

    public decimal MaintenanceBalance => MarkToMarket - Charges.Maintenance;
}
