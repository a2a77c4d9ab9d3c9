namespace MultiVenueMargin.Benchmarks.Ingest;

/// <summary>The stages of an update, from the bytes that came in to the bytes that go out.</summary>
public enum IngestStage
{
    Unspecified = 0,

    /// <summary>The message's bytes become a batch of the domain.</summary>
    Decode = 1,

    /// <summary>The batch waits for its account and is taken out again.</summary>
    Inbox = 2,

    /// <summary>The account decides on it and changes.</summary>
    Take = 3,

    /// <summary>What was decided becomes the bytes of a record.</summary>
    Encode = 4,

    /// <summary>The record becomes durable: laid out, hashed, written.</summary>
    Journal = 5,

    /// <summary>All that is between the account and the journal, and back: lanes, orders, outcomes, answers.</summary>
    Release = 6,

    /// <summary>The answer becomes the bytes of a message.</summary>
    Acknowledge = 7,

    /// <summary>The book that the next look rests on. Once for each batch here; looks of a busy account are fewer.</summary>
    Book = 8,
}
