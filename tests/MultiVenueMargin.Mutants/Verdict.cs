namespace MultiVenueMargin.Mutants;

/// <summary>What became of a mutant.</summary>
internal enum Fate
{
    /// <summary>A test failed, or none came to an end in time.</summary>
    Killed = 1,

    /// <summary>Every test passed.</summary>
    Survived = 2,

    /// <summary>It did not compile, which proves nothing.</summary>
    Invalid = 3,
}

/// <summary>A mutant's fate and what decided it: the first test that failed and how many did, or the compiler's words.</summary>
internal sealed record Verdict(int Number, Mutant Mutant, Fate Fate, string By, int Failures)
{
    public override string ToString() => Fate switch
    {
        Fate.Killed => $"killed by {By}" + (Failures > 1 ? $" and {Failures - 1} more" : string.Empty),
        Fate.Survived => "SURVIVED",
        _ => $"INVALID: {By}",
    };
}
