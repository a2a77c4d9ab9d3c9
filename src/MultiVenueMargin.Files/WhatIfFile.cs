using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.WhatIf;

namespace MultiVenueMargin.Files;

/// <summary><c>what-if.json</c>: trades, transfers, shocks and, by name of their file, other rules.</summary>
public static class WhatIfFile
{
    public const string Schema = "mvm-what-if/1";

    /// <summary>Reads a proposal; the rules it names lie beside it and are refused as problems of the proposal.</summary>
    public static Loaded<Proposal> Load(string file) =>
        JsonFile.Load(file, Schema, members => Read(members, Path.GetDirectoryName(file) ?? string.Empty), _ => []);

    public static Loaded<Proposal> Parse(string file, ReadOnlyMemory<byte> json) =>
        JsonFile.Parse(file, json, Schema, members => Read(members, Path.GetDirectoryName(file) ?? string.Empty), _ => []);

    private static Proposal Read(JsonMembers proposal, string folder) => new()
    {
        Trades = proposal.OptionalList("trades", Trade),
        Transfers = proposal.OptionalList("transfers", Transfer),
        Shocks = proposal.OptionalList("shocks", Shock),
        Rules = proposal.Optional("rules", at => Rules(at, folder), null),
    };

    private static Trade Trade(JsonCursor at) => at.Members(trade => new Trade(
        trade.Optional("pool", Values.Pool, PoolId.Cross),
        trade.Required("venue", Values.Location),
        trade.Required("instrument", Values.Instrument),
        trade.Required("quantity", Values.Quantity),
        trade.Maybe("price", Values.Price),
        trade.Optional("fee", Fee, default)));

    private static Money Fee(JsonCursor at) => at.Members(fee =>
    {
        var (amount, asset) = (fee.Required("amount", Values.Quantity), fee.Required("asset", Values.Asset));
        return asset.IsDefault ? default : new Money(amount.Value, asset);
    });

    private static Transfer Transfer(JsonCursor at) => at.Members(transfer => new Transfer(
        transfer.Required("asset", Values.Asset),
        transfer.Required("amount", Values.Quantity),
        transfer.Optional("from_pool", Values.Pool, PoolId.Cross),
        transfer.Required("from", Values.Location),
        transfer.Optional("to_pool", Values.Pool, PoolId.Cross),
        transfer.Required("to", Values.Location)));

    private static Shock Shock(JsonCursor at) => at.Members(shock =>
    {
        var factor = Factor(shock);

        // A venue fails or does not; there is no move to write.
        return factor is VenueLossFactor
            ? new Shock(factor, -1m)
            : new Shock(factor, shock.Required("move", Values.Rate).Value);
    });

    private static Factor Factor(JsonMembers shock) =>
        shock.Required("factor", at => Values.Choice(at, FactorKind.Unspecified)) switch
        {
            FactorKind.Price => new PriceFactor(shock.Required("of", Values.Unit)),
            FactorKind.Volatility => new VolatilityFactor(shock.Required("of", Values.Unit)),
            FactorKind.Basis => new BasisFactor(shock.Required("of", Values.Unit)),
            FactorKind.Peg => new PegFactor(shock.Required("of", Values.Asset)),
            FactorKind.VenueLoss => new VenueLossFactor(shock.Required("of", Values.Location)),
            _ => new PriceFactor(shock.Required("of", Values.Unit)),
        };

    private static RuleSet? Rules(JsonCursor at, string folder)
    {
        const string Fix = "Write the name of a rules file, seen from this one";
        if (at.Text(Fix) is not { Length: > 0 } name)
        {
            return null;
        }

        var rules = RulesFile.Load(Path.Combine(folder, name));
        return rules.Content ?? at.Refuse<RuleSet?>($"names rules that are refused: {string.Join(" ", rules.Lines)}", Fix);
    }
}
