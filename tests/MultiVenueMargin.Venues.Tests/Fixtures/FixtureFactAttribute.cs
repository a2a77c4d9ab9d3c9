namespace MultiVenueMargin.Venues.Tests.Fixtures;

/// <summary>A fact about real messages, which a user's clone does not have; skipped there, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FixtureFactAttribute : FactAttribute
{
    public FixtureFactAttribute()
    {
        if (VenueFixtures.WhyAbsent is { } reason)
        {
            Skip = reason;
        }
    }
}
