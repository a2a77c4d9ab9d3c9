using System.Numerics;

namespace MultiVenueMargin.Risk.RuleBooks.Drift;

/// <summary>One figure of an account's health, in 10^-6 USD.</summary>
/// <param name="Name">What it is: <c>deposit</c>, <c>borrow</c>, <c>perpetual</c>, <c>open orders</c>.</param>
/// <param name="Of">The coin or market.</param>
/// <param name="Collateral">What it counts, weighted; negative: a loss.</param>
/// <param name="Requirement">What it asks for, never negative.</param>
/// <param name="Liability">What is owed, unweighted, which the buffer of a liquidation is a share of.</param>
public readonly record struct DriftLine(string Name, string Of, BigInteger Collateral, BigInteger Requirement, BigInteger Liability);
