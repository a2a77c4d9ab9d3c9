using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.RuleBooks.Statements;

namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>What venues' own account statements say, checked against themselves.</summary>
internal static class VenueStatementVectors
{
    private const string Family = "multi_venue";

    private static readonly string[] Venue = ["nautilus_trader (venue fixture)"];

    public static IReadOnlyList<VectorShape> Shapes { get; } =
    [
        new()
        {
            Systems = Venue,
            Family = Family,
            Inputs = ["margin_model", "margin_balance", "initial_margin"],
            Optional = ["currency", "cross_collateral", "maintenance_margin", "equity"],
            Answer = Deribit,
        },
        new()
        {
            Systems = Venue,
            Family = Family,
            Inputs = ["total_margin_balance", "total_initial_margin"],
            Optional = ["total_maintenance_margin"],
            Answer = vector => new VectorAnswer().Add(
                "total_available_balance",
                VenueIdentities.Available(vector.Inputs.Get("total_margin_balance").Number(), vector.Inputs.Get("total_initial_margin").Number())),
        },
        new()
        {
            Systems = Venue,
            Family = Family,
            Inputs = ["wallet_balance", "unrealised_pnl", "init_margin", "maint_margin"],
            Answer = vector =>
            {
                var balance = VenueIdentities.MarginBalance(vector.Inputs.Get("wallet_balance").Number(), vector.Inputs.Get("unrealised_pnl").Number());
                return new VectorAnswer()
                    .Add("margin_balance", balance)
                    .Add("excess_margin", VenueIdentities.Excess(balance, vector.Inputs.Get("init_margin").Number(), vector.Inputs.Get("maint_margin").Number()));
            },
        },
        new()
        {
            Systems = Venue,
            Family = Family,
            Inputs = ["eq", "frozen_balance"],
            Optional = ["adjusted_equity"],
            Answer = vector => new VectorAnswer().Add(
                "available_equity", VenueIdentities.Unfrozen(NumberOf(vector.Inputs.Get("eq")), NumberOf(vector.Inputs.Get("frozen_balance")))),
        },
        new()
        {
            Systems = Venue,
            Family = Family,
            Inputs = ["strings"],
            Answer = LongNumbers,
        },
        new()
        {
            Systems = Venue,
            Family = Family,
            Inputs = ["total_raw_usd", "total_notional_position", "total_margin_used"],
            Answer = vector =>
            {
                var value = VenueIdentities.AccountValue(vector.Inputs.Get("total_raw_usd").Number(), vector.Inputs.Get("total_notional_position").Number());
                return new VectorAnswer()
                    .Add("account_value", value)
                    .Add("withdrawable", VenueIdentities.Available(value, vector.Inputs.Get("total_margin_used").Number()));
            },
        },
    ];

    private static VectorAnswer Deribit(GoldenVector vector)
    {
        const string OnePool = "the whole account's figure in USD, repeated in every currency's row; a row does not state the index that it was converted at";
        return new VectorAnswer()
            .Add("available_funds", VenueIdentities.Available(vector.Inputs.Get("margin_balance").Number(), vector.Inputs.Get("initial_margin").Number()))
            .LeaveOut("account_total_margin_balance_usd", OnePool)
            .LeaveOut("account_total_initial_margin_usd", OnePool)
            .LeaveOut("account_total_maintenance_margin_usd", OnePool);
    }

    /// <summary>Digits beyond what a figure holds are cut, and all spellings of one number must read as the same.</summary>
    private static VectorAnswer LongNumbers(GoldenVector vector)
    {
        var strings = vector.Inputs.Get("strings");
        var numbers = strings.Items().Select(NumberOf).Distinct().ToList();
        return numbers.Count == 1
            ? new VectorAnswer().Add("parsed_to_at_least_28_digits", numbers[0])
            : throw strings.Refused($"they read as {numbers.Count} different numbers");
    }

    private static decimal NumberOf(InputValue value)
    {
        if (value.Json.ValueKind == System.Text.Json.JsonValueKind.Number)
        {
            return value.Number();
        }

        var refusal = ExactNumber.TryParse(value.Text(), ExcessDigits.RoundDown, out var number, out _);
        return refusal == NumberRefusal.None ? number : throw value.Refused($"it is no number ({refusal})");
    }
}
