namespace MultiVenueMargin.Cli.Live;

/// <summary>In which form a live command writes.</summary>
internal enum OutputKind
{
    /// <summary>For people.</summary>
    Table = 0,

    /// <summary>The contract's own mapping of what the platform answered, exact.</summary>
    Json,

    /// <summary>Flat rows under a header, exact figures.</summary>
    Csv,
}
