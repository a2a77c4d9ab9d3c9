using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Risk.RuleBooks;

/// <summary>One part of a requirement.</summary>
/// <param name="Name">As the rules call it: <c>scan</c>, <c>roll shock</c>, <c>MR4</c>.</param>
/// <param name="Of">What it is about: an underlying, an instrument, a currency; empty for the whole account.</param>
/// <param name="Initial">Its share of the initial requirement.</param>
/// <param name="Maintenance">Its share of the maintenance requirement.</param>
/// <param name="Working">How it came about, for whoever checks it by hand; may be empty.</param>
public sealed record ModelComponent(string Name, string Of, Usd Initial, Usd Maintenance, string Working = "");
