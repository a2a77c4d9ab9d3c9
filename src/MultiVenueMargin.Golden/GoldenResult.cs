namespace MultiVenueMargin.Golden;

/// <summary>What a run over a golden folder found.</summary>
public sealed record GoldenResult(IReadOnlyList<VectorResult> Vectors, IReadOnlyList<UnsupportedFamily> Unsupported)
{
    public int Passed => Vectors.Count(vector => vector.HasPassed);

    public int Failed => Vectors.Count - Passed;

    /// <summary>Vectors without an answer and without a reason.</summary>
    public int Unexplained => Unsupported.Where(family => family.Reason.Length == 0).Sum(family => family.Vectors);

    public int UnsupportedVectors => Unsupported.Sum(family => family.Vectors);

    public string Summary => $"golden: {Passed} passed, {Failed} failed, {UnsupportedVectors} unsupported";
}

/// <summary>One vector of a supported family, or a file that could not be read as one.</summary>
/// <param name="Name">File and id.</param>
/// <param name="Mismatches">What differs; empty when it passed.</param>
/// <param name="Refusal">Why it could not be run at all; absent when it could.</param>
public sealed record VectorResult(string Name, IReadOnlyList<Mismatch> Mismatches, string? Refusal = null)
{
    public bool HasPassed => Refusal is null && Mismatches.Count == 0;
}

/// <summary>Vectors that nothing here answers; never counted as passed.</summary>
/// <param name="File">Where they stand.</param>
/// <param name="Family">Whose rules, and which.</param>
/// <param name="Vectors">How many.</param>
/// <param name="Reason">Why none can be answered; empty where nobody has said so, which is to say: not yet.</param>
public sealed record UnsupportedFamily(string File, string Family, int Vectors, string Reason)
{
    public override string ToString() =>
        $"unsupported {File}: {Family}, {Vectors}{(Reason.Length > 0 ? $" ({Reason})" : string.Empty)}";
}
