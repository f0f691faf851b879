namespace Antiphon.MemoryBuffer;

/// <summary>What the words of a corpus mean: the contract and the vocabulary they are of.</summary>
/// <param name="ContractSha256">Hash of the perception contract, lower-case hex.</param>
/// <param name="VocabularySha256">Hash of the vocabulary's words, lower-case hex.</param>
/// <param name="Vocabulary">The vocabulary's name, for people.</param>
public sealed record VocabularyId(
    string ContractSha256, string VocabularySha256, string Vocabulary)
{
    private const int ShownDigits = 12;

    /// <summary>Refuses to mix words that mean different things.</summary>
    /// <param name="name">Where this tongue was found.</param>
    /// <param name="otherName">Where the other one was.</param>
    /// <exception cref="CorpusRefusedException">They differ; it names both.</exception>
    public void Require(VocabularyId other, string name, string otherName)
    {
        if (VocabularySha256 != other.VocabularySha256
            || ContractSha256 != other.ContractSha256)
        {
            throw new CorpusRefusedException(
                $"{name} speaks the words of {this}, {otherName} those of {other}; hear the "
                + "recordings again: antiphon corpus build AUDIO... --vocabulary F --out C");
        }
    }

    public override string ToString() =>
        $"{Vocabulary} ({VocabularySha256[..Math.Min(ShownDigits, VocabularySha256.Length)]})";
}
