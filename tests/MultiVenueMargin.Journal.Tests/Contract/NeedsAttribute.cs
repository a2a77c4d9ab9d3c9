namespace MultiVenueMargin.Journal.Tests.Contract;

/// <summary>What all tests of a class need.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class NeedsAttribute : Attribute
{
    /// <summary>Why they cannot run, beginning with "needs NAME"; null where they can.</summary>
    public abstract string? SkipReason { get; }
}
