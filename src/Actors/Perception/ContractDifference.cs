namespace Antiphon.Perception;

/// <summary>One field in which two contracts differ.</summary>
/// <param name="Field">Its name in the contract's JSON.</param>
/// <param name="Learned">The value under which the vocabulary was learned.</param>
/// <param name="Here">The value of this rig.</param>
public sealed record ContractDifference(string Field, string Learned, string Here)
{
    public override string ToString() => $"{Field} was {Learned}, is {Here} here";
}
