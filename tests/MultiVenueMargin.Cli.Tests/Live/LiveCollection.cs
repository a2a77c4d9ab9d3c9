namespace MultiVenueMargin.Cli.Tests.Live;

/// <summary>All live commands share one street: it is started once.</summary>
[CollectionDefinition(Name)]
public sealed class LiveCollection : ICollectionFixture<LiveStreet>
{
    public const string Name = "live street";
}
