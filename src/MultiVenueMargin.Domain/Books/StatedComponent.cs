namespace MultiVenueMargin.Domain.Books;

/// <summary>One part of a margin as a venue states it: what it calls the part, and how much.</summary>
public readonly record struct StatedComponent(string Name, Usd Amount);
