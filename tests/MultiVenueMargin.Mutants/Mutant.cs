namespace MultiVenueMargin.Mutants;

/// <summary>
/// One mistake, planted by hand: where <see cref="Original"/> stands in a file, <see cref="Mutated"/> is written instead. The
/// original stands there exactly once; when the code has moved on, the mutant is corrected or removed, never skipped.
/// </summary>
/// <param name="File">Path from the root of the repository.</param>
/// <param name="Original">The snippet as it is, over several lines where one is not unique.</param>
/// <param name="Mutated">The same with the mistake.</param>
/// <param name="Description">The mistake in words.</param>
/// <param name="Equivalent">Why no test can tell the two apart, where that is so; absent for all others.</param>
internal sealed record Mutant(string File, string Original, string Mutated, string Description, string? Equivalent = null);
