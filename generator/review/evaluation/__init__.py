"""Self-evaluations (绩效自评) of a submitted text: 十三, the reports and the forms attached."""
