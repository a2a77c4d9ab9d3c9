namespace MultiVenueMargin.Files;

/// <summary>Guesses what somebody meant to write.</summary>
public static class Spelling
{
    private const int LongestCompared = 64;

    /// <summary>The known word within two slips (an insertion, omission or exchange each) of the one written; null when none is.</summary>
    public static string? Nearest(string written, IEnumerable<string> known)
    {
        if (written.Length > LongestCompared)
        {
            return null;
        }

        var nearest = known
            .Select(word => (Word: word, Slips: Slips(written, word)))
            .Where(candidate => candidate.Slips <= Math.Min(2, candidate.Word.Length / 2))
            .OrderBy(candidate => candidate.Slips)
            .FirstOrDefault();
        return nearest.Word;
    }

    /// <summary>Levenshtein's distance, letters of either case alike.</summary>
    private static int Slips(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var same = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]);
                var cost = same ? diagonal : 1 + Math.Min(diagonal, Math.Min(row[j], row[j - 1]));
                (diagonal, row[j]) = (row[j], cost);
            }
        }

        return row[right.Length];
    }
}
