namespace MultiVenueMargin.Mutants;

/// <summary>Puts a mutant into a text.</summary>
internal static class Mutation
{
    public static string Plant(string text, Mutant mutant)
    {
        if (Complaint(text, mutant) is { } complaint)
        {
            throw new InvalidOperationException(complaint);
        }

        return text.Replace(mutant.Original, mutant.Mutated, StringComparison.Ordinal);
    }

    /// <summary>Why a mutant cannot be planted; absent when it can.</summary>
    public static string? Complaint(string text, Mutant mutant)
    {
        var first = text.IndexOf(mutant.Original, StringComparison.Ordinal);
        if (first < 0)
        {
            return $"{mutant.File} no longer has: {mutant.Original}";
        }

        if (text.IndexOf(mutant.Original, first + 1, StringComparison.Ordinal) >= 0)
        {
            return $"{mutant.File} has this more than once: {mutant.Original}";
        }

        return mutant.Original == mutant.Mutated ? $"This mutant of {mutant.File} changes nothing: {mutant.Description}" : null;
    }
}
