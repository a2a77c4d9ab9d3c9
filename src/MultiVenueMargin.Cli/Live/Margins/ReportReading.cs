using MultiVenueMargin.Cli.Live;
using MultiVenueMargin.Contracts;
using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Files;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Cli.Live.Margins;

/// <summary>
/// Parts of an answered report as those of the domain, so that they are drawn as an evaluation on this machine is. Texts are made harmless on the way; a
/// figure that is none is refused by its place, for a total of which a part is missing would be a wrong total.
/// </summary>
internal static class ReportReading
{
    public static Explanation Read(V1.Explanation wire) => Sound(WireReader.Read(wire, ReadExplanation));

    public static Distance Read(V1.Distance wire) => Sound(WireReader.Read(wire, static (at, distance) => new Distance(
        at.Pool("pool", distance.Pool),
        at.Required("factor", distance.Factor, ReportWire.Read),
        at.Number("level", distance.Level),
        at.OptionalNumber("down", distance.Down),
        at.OptionalNumber("up", distance.Up))));

    public static CallOption Read(V1.CallAmount wire) => Sound(WireReader.Read(wire, static (at, option) => new CallOption(
        at.Pool("pool", option.Pool), at.Asset("asset", option.Asset), at.Location("location", option.Location), at.OptionalQuantity("amount", option.Amount))));

    /// <summary>Its kind is not shown, so one of a later build is shown all the same.</summary>
    public static Omission Read(V1.Omission wire) => Sound(WireReader.Read(wire, static (at, omission) => new Omission(
        default, Shown.Plain(omission.Subject), Shown.Plain(omission.Reason), Signed(at.OptionalNumber("amount", omission.Amount)))));

    public static ScenarioValue Read(V1.ScenarioValue wire) => Sound(WireReader.Read(wire, static (at, value) =>
        new ScenarioValue(Shown.Plain(value.Scenario), new Usd(at.Number("value", value.Value)))));

    public static Usd ReadUsd(string field, string text) => Sound(WireReader.Read(text, (at, amount) => new Usd(at.Number(field, amount))));

    private static Explanation ReadExplanation(WireReader at, V1.Explanation wire) => new(
        Shown.Plain(wire.Name),
        new Usd(at.Number("amount", wire.Amount)),
        Shown.Plain(wire.Working),
        at.List("parts", wire.Parts, int.MaxValue, ReadExplanation))
    {
        Venue = wire.Venue.Length == 0 ? null : at.Location("venue", wire.Venue),
        Holding = wire.Holding.Length == 0 ? null : Shown.Plain(wire.Holding),
        Factor = wire.Factor.Length == 0 ? null : Shown.Plain(wire.Factor),
    };

    private static Usd? Signed(decimal? amount) => amount is { } known ? new Usd(known) : null;

    private static T Sound<T>(Read<T> read) => read.IsSound
        ? read.Value
        : throw new AnswerUnreadableException($"The answer cannot be shown: {JsonPath.Shown(read.Problems[0].ToString(), longest: 400)}.");
}
